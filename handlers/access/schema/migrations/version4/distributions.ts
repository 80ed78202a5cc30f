/**
 * The distributions of the tests. PostgreSQL 15 has neither erf (16) nor lgamma (18), so all versions use these. A tail
 * is the density times the integral of a smooth function that falls. Quadrature with fixed nodes keeps the relative
 * accuracy of the smallest probability, in the same time for all degrees of freedom.
 *
 * PostgreSQL raises an error where a result is too small for a double precision, so arguments are bounded.
 */
export const distributions = `
create function experimentation.half_line_nodes(out node double precision, out weight double precision)
returns setof record language sql immutable parallel safe rows 193
begin atomic
    select exp(pi() / 2 * sinh(k / 24::double precision)),
        exp(pi() / 2 * sinh(k / 24::double precision)) * pi() / 48 * cosh(k / 24::double precision)
    from generate_series(-96, 96) as k;
end;

comment on function experimentation.half_line_nodes() is
'Nodes and weights of exp-sinh quadrature: the integral of f from 0 to infinity is the sum of weight * f(node), to
1e-13 if f is smooth and falls over a length near 1. Source: Takahasi and Mori 1974, doi:10.2977/prims/1195192451.';

create function experimentation.log_1_plus(x double precision)
returns double precision language plpgsql immutable parallel safe strict as $$
begin
    return case when x > 1e15 then ln(x) when 1 + x = 1 then x else ln(1 + x) * (x / (1 + x - 1)) end;
end $$;

comment on function experimentation.log_1_plus(double precision) is
'ln(1 + x), also exact for small x. Source: Goldberg 1991, theorem 4, doi:10.1145/103162.103163.';

create function experimentation.stirling_error(x double precision)
returns double precision language plpgsql immutable parallel safe strict as $$
declare
    error double precision := 0;
    y double precision := x;
begin
    while y < 10 loop
        error := error + (y + 0.5) * experimentation.log_1_plus(1 / y) - 1;
        y := y + 1;
    end loop;
    return error + (1 / 12.0 - (1 / 360.0 - (1 / 1260.0 - (1 / 1680.0 - (1 / 1188.0 - (691 / 360360.0
        - 1 / 156.0 / y ^ 2) / y ^ 2) / y ^ 2) / y ^ 2) / y ^ 2) / y ^ 2) / y;
end $$;

comment on function experimentation.stirling_error(double precision) is
'Log gamma of x > 0 less (x - 1/2) ln x - x + ln(2 pi) / 2, the part in which large numbers cancel each other.
Source: https://dlmf.nist.gov/5.11#E1; below 10 by the recurrence of gamma.';

create function experimentation.student_log_density(t double precision, df double precision)
returns double precision language plpgsql immutable parallel safe strict as $$
declare
    a double precision := df / 2;
begin
    return case when df > 1e20 then -t * t / 2
        else a * experimentation.log_1_plus(1 / df) - 0.5 + experimentation.stirling_error(a + 0.5)
            - experimentation.stirling_error(a) - (a + 0.5) * experimentation.log_1_plus(t * t / df)
        end - ln(2 * pi()) / 2;
end $$;

comment on function experimentation.student_log_density(double precision, double precision) is
'Logarithm of the density of Student''s t, or of the normal distribution for infinite df: https://dlmf.nist.gov/8.17#E1
with a and b of 1/2 and df/2, by stirling_error.';

create function experimentation.student_cdf(t double precision, df double precision default 'Infinity')
returns double precision language plpgsql immutable parallel safe strict as $$
declare
    x double precision := least(greatest(abs(t), 1e-100), 1e100);
    density double precision;
    length double precision;
    tail double precision := 0;
begin
    if t = 'NaN' or df = 'NaN' or df < 1 then
        return 'NaN';
    end if;
    length := 1 / (x * least(1, (df + 1) / (df + x * x)) + 1 / (1 + x));
    density := experimentation.student_log_density(x, df);
    if density > -700 then
        select exp(density) * length * sum(weight * exp(greatest(-700, case
                when df > 1e20 then -s * (x + s / 2)
                when r > 1e15 then -(df + 1) / 2 * ln(r)
                when 1 + r = 1 then -(df + 1) / 2 * r
                else -(df + 1) / 2 * ln(1 + r) * (r / (1 + r - 1)) end)))
        into tail
        from (
            select weight, length * node as s, (2 * x + length * node) * (length * node / (df + x * x)) as r
            from experimentation.half_line_nodes()
        ) as nodes;
    end if;
    return case when t < 0 then tail else 1 - tail end;
end $$;

comment on function experimentation.student_cdf(double precision, double precision) is
'Probability that Student''s t with df >= 1 degrees of freedom is at most t; without df, the normal distribution. To
1e-11 relative, also of a small probability (negative t) down to 1e-300. Method: the density times the integral of its
ratio to the density at t, by quadrature.';

create function experimentation.student_quantile(p double precision, df double precision default 'Infinity')
returns double precision language plpgsql immutable parallel safe strict as $$
declare
    q double precision := least(p, 1 - p);
    x double precision;
    tail double precision;
    step double precision;
begin
    if not q >= 1e-100 or q = 'NaN' or df = 'NaN' or df < 1 then
        return 'NaN';
    end if;
    x := sqrt(-2 * ln(2 * q));
    for i in 1..100 loop
        tail := experimentation.student_cdf(-x, df);
        step := ln(tail / q) * (tail / exp(experimentation.student_log_density(x, df)));
        x := greatest(x + step, 0);
        exit when abs(step) <= 1e-9 * x;
    end loop;
    return case when p < 0.5 then -x else x end;
end $$;

comment on function experimentation.student_quantile(double precision, double precision) is
'The t at which student_cdf(t, df) = p, for p and 1 - p of at least 1e-100, otherwise NaN. Method: Newton''s, on the
logarithm of the tail.';

create function experimentation.chi_square_tail(x double precision, df double precision)
returns double precision language plpgsql immutable parallel safe strict as $$
declare
    a double precision;
    z double precision := least(greatest(x, 1e-100), 1e100) / 2;
    side double precision := case when x >= df then 1 else -1 end;
    density double precision;
    length double precision;
    tail double precision := 0;
begin
    if x = 'NaN' or df = 'NaN' or df < 1 or df > 1e15 then
        return 'NaN';
    elsif x <= 1e-100 then
        return 1;
    end if;
    a := df / 2;
    density := a * case when z < a / 2 then ln(z / a) else experimentation.log_1_plus((z - a) / a) end - (z - a)
        + ln(a / (2 * pi())) / 2 - experimentation.stirling_error(a);
    length := 1 / (abs(z - a) + sqrt(least(z, a)));
    if density > -700 then
        select exp(density) * length
            * sum(weight * exp(greatest(-700, side * (a * y - z * 2 * exp(side * y / 2) * sinh(y / 2)))))
        into tail
        from (select weight, length * node as y from experimentation.half_line_nodes()) as nodes
        where y < 200;
    end if;
    return case when side > 0 then tail else 1 - tail end;
end $$;

comment on function experimentation.chi_square_tail(double precision, double precision) is
'Probability that chi-square with df >= 1 degrees of freedom exceeds x: the p-value. To 1e-11 relative for df up to 1e7,
NaN above 1e15. Method: as student_cdf, over the logarithm of x.';
`;
