// Command application is pgx with the secret's login. It reads the same environment variables as application.mjs.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Database is a pool that survives rotations.
type Database struct {
	pool       *pgxpool.Pool
	parameters *ssm.Client
	secrets    *secretsmanager.Client

	mutex  sync.Mutex
	target *target
}

// target is where to connect, and as whom.
type target struct {
	host, name string
	port       uint16
	login
}

type login struct{ Username, Password string }

// Open opens no connection before the first transaction.
func Open(ctx context.Context) (*Database, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	cloud, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, err
	}
	database := &Database{parameters: ssm.NewFromConfig(cloud), secrets: secretsmanager.NewFromConfig(cloud)}

	// The file PGSSLROOTCERT contains the certificate authorities. BeforeConnect sets the host.
	settings, err := pgxpool.ParseConfig("host=unset sslmode=verify-full connect_timeout=5 pool_max_conns=5 " +
		"application_name=experiment-service statement_timeout=20000")
	if err != nil {
		return nil, err
	}
	if address := os.Getenv("PGHOSTADDR"); address != "" {
		// The connection goes to another address; the certificate must still name the host.
		settings.ConnConfig.LookupFunc = func(context.Context, string) ([]string, error) { return []string{address}, nil }
	}
	settings.BeforeConnect = func(ctx context.Context, connection *pgx.ConnConfig) error {
		current, err := database.currentTarget(ctx)
		if err == nil {
			connection.Host, connection.Port, connection.Database = current.host, current.port, current.name
			connection.TLSConfig.ServerName = current.host
			connection.User, connection.Password = current.Username, current.Password
		}
		return err
	}
	database.pool, err = pgxpool.NewWithConfig(ctx, settings)
	return database, err
}

// Transaction runs work in one transaction. A refused login comes from outdated copies: Transaction reads the parameters
// and the secret again, once.
func (d *Database) Transaction(ctx context.Context, work func(pgx.Tx) error) error {
	err := pgx.BeginFunc(ctx, d.pool, work)
	var connecting *pgconn.ConnectError
	var refused *pgconn.PgError
	if errors.As(err, &connecting) && errors.As(connecting, &refused) && refused.Code == "28P01" {
		d.forget(connecting.Config.Password)
		return pgx.BeginFunc(ctx, d.pool, work)
	}
	return err
}

func (d *Database) forget(password string) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if d.target != nil && d.target.Password == password {
		d.target = nil
	}
}

func (d *Database) currentTarget(ctx context.Context) (*target, error) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if d.target != nil {
		return d.target, nil
	}
	facts, err := readParameters(ctx, d.parameters, "host", "port", "name", "secret-arn")
	if err != nil {
		return nil, err
	}
	port := facts["port"]
	if other := os.Getenv("PGPORT"); other != "" {
		port = other
	}
	number, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return nil, err
	}
	arn := facts["secret-arn"]
	secret, err := d.secrets.GetSecretValue(ctx, &secretsmanager.GetSecretValueInput{SecretId: &arn})
	if err != nil {
		return nil, err
	}
	read := target{host: facts["host"], port: uint16(number), name: facts["name"]}
	if json.Unmarshal([]byte(aws.ToString(secret.SecretString)), &read.login) != nil || read.Password == "" {
		return nil, errors.New("the secret holds no login; its first rotation may not have ended")
	}
	d.target = &read
	return d.target, nil
}

func readParameters(ctx context.Context, client *ssm.Client, keys ...string) (map[string]string, error) {
	path := os.Getenv("PARAMETER_PATH")
	names := make([]string, len(keys))
	for i, key := range keys {
		names[i] = path + key
	}
	found, err := client.GetParameters(ctx, &ssm.GetParametersInput{Names: names})
	if err != nil {
		return nil, err
	}
	if len(found.InvalidParameters) > 0 {
		return nil, fmt.Errorf("%v: no such parameter; look at PARAMETER_PATH", found.InvalidParameters)
	}
	values := map[string]string{}
	for _, parameter := range found.Parameters {
		values[aws.ToString(parameter.Name)[len(path):]] = aws.ToString(parameter.Value)
	}
	return values, nil
}

// Each line of standard input is the name of a unit; each counts as a visit.
func main() {
	database, err := Open(context.Background())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	defer database.pool.Close()
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		unit := lines.Text()
		visits, login, err := visit(database, unit)
		if err != nil {
			fmt.Printf("%s: %q\n", unit, err)
			continue
		}
		fmt.Printf("%s: %d visits, as %s\n", unit, visits, login)
	}
}

func visit(database *Database, unit string) (visits int, login string, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), 25*time.Second)
	defer cancel()
	err = database.Transaction(ctx, func(transaction pgx.Tx) error {
		const record = "insert into experimentation.metric_events (unit_id, metric) values ($1, 'visit')"
		if _, err := transaction.Exec(ctx, record, unit); err != nil {
			return err
		}
		const count = "select count(*), current_user from experimentation.metric_events " +
			"where metric = 'visit' and unit_id = $1"
		return transaction.QueryRow(ctx, count, unit).Scan(&visits, &login)
	})
	return visits, login, err
}
