// Command client is pgx for a test: a line is `password URI`, answered by the password in it, or `connect URI`, by the
// login.
package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

func main() {
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		verb, uri, _ := strings.Cut(lines.Text(), " ")
		answer, err := password(uri)
		if verb == "connect" {
			answer, err = login(uri)
		}
		if err != nil {
			answer = fmt.Sprintf("%q", err)
		}
		fmt.Println(answer)
	}
}

func password(uri string) (string, error) {
	settings, err := pgx.ParseConfig(uri)
	if err != nil {
		return "", err
	}
	return settings.Password, nil
}

func login(uri string) (user string, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	connection, err := pgx.Connect(ctx, uri)
	if err != nil {
		return "", err
	}
	defer connection.Close(ctx)
	err = connection.QueryRow(ctx, "select current_user").Scan(&user)
	return user, err
}
