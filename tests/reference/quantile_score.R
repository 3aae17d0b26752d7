# Scores of forecasts that are known by quantiles, and intervals of mean losses.
#   Rscript quantile_score.R > quantile_score.csv
# CRPS by its definition, the integral of (F(x) - 1{x >= y})^2, with F linear
# between the quantiles and jumps at the outermost two; and the closed form for
# the normal law (as crps_norm of scoringRules has it). Intervals from t.test()
# and dm.test() of forecast 8.20 with R 4.2.2.
suppressMessages(library(forecast))
p <- c(.01, .025, .05, .1, .2, .25, .3, .4, .5, .6, .7, .75, .8, .9, .95, .975,
       .99)
out <- function(case, quantity, value)
  cat(sprintf("%s,%s,%.15g\n", case, quantity, value))
cat("case,quantity,value\n")

cdf <- function(x, q)
  ifelse(x < q[1], 0, ifelse(x >= q[length(q)], 1,
         approx(q, p, x, rule = 2, ties = "ordered")$y))
crps <- function(q, y) {
  knots <- sort(unique(c(q, y)))
  total <- 0
  for (i in seq_len(length(knots) - 1)) {
    a <- knots[i]; b <- knots[i + 1]
    f <- function(x) (cdf(x, q) - (x >= y))^2
    total <- total + integrate(f, a, b, rel.tol = 1e-12)$value
  }
  total
}
pit <- function(q, y)
  if (y < q[1]) p[1] / 2 else if (y > q[length(q)]) (1 + p[length(p)]) / 2 else
    approx(q, p, y, ties = max)$y
normal <- function(y) y * (2 * pnorm(y) - 1) + 2 * dnorm(y) - 1 / sqrt(pi)

laws <- list(normal = qnorm(p), gamma = qgamma(p, 2, 0.01),
             sales = round(151000 + 4000 * qt(p, 5)))
actuals <- list(normal = c(-4, -2.3263, -1, 0, 0.3, 1, 2.5, 4),
                gamma = c(1, 100, 168, 300, 900),
                sales = c(120000, 151000, 153500.5, 180000))
for (law in names(laws)) for (i in seq_along(actuals[[law]])) {
  q <- laws[[law]]; y <- actuals[[law]][i]
  case <- sprintf("%s%d", law, i)
  out(case, "actual", y)
  out(case, "crps", crps(q, y))
  out(case, "pit", pit(q, y))
  if (law == "normal") out(case, "normal_crps", normal(y))
  for (k in seq_along(q)) out(case, sprintf("q%d", k), q[k])
}

values <- function(n) 1.5 + sin(0.4 * seq_len(n)) + ((seq_len(n) * 7) %% 11) / 11
for (spec in list(c(40, 1), c(40, 4), c(12, 2), c(9, 3))) {
  n <- spec[1]; h <- spec[2]
  x <- values(n)
  test <- dm.test(x, rep(0, n), h = h, power = 1)
  error <- mean(x) / unname(test$statistic)
  case <- sprintf("mean_n%d_h%d", n, h)
  out(case, "mean", mean(x))
  out(case, "low", mean(x) - qt(.975, n - 1) * error)
  out(case, "high", mean(x) + qt(.975, n - 1) * error)
  if (h == 1) out(case, "t_low", t.test(x)$conf.int[1])
}
