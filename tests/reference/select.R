# Reference numbers for accuracy, coverage and the Diebold-Mariano test. From
# the top of the project:
#   Rscript tests/reference/select.R > tests/reference/select.csv
# Rows: case,quantity,value. The inputs are formulas, so that the test can make
# the same numbers.
suppressPackageStartupMessages(library(forecast))
emit <- function(case, quantity, value)
  cat(sprintf("%s,%s,%.15g\n", case, quantity, value), sep = "")
cat("# R", as.character(getRversion()), "forecast",
    as.character(packageVersion("forecast")), "\n")
cat("case,quantity,value\n")

# Losses: a sawtooth each, b a little smaller; or a difference that alternates.
sawtooth <- function(n, step, modulus) ((seq_len(n) * step) %% modulus) / modulus
losses <- function(case, n) {
  if (case == "alternating")
    list(a = 1 + (-1)^seq_len(n) / 2 + sawtooth(n, 3, 7) / 8, b = rep(0.9, n))
  else
    list(a = 0.1 + sawtooth(n, 7, 11), b = sawtooth(n, 5, 13))
}
dm <- function(case, n, h, varestimator) {
  x <- losses(case, n)
  test <- suppressWarnings(dm.test(x$a, x$b, h = h, power = 1,
                                   varestimator = varestimator))
  name <- sprintf("dm-%s-%d-%d-%s", case, n, h, varestimator)
  emit(name, "mean_difference", mean(x$a - x$b))
  emit(name, "statistic", unname(test$statistic))
  emit(name, "p_value", test$p.value)
}
dm("sawtooth", 40, 1, "acf")
dm("sawtooth", 40, 4, "acf")
dm("sawtooth", 5, 4, "acf")
dm("sawtooth", 8, 3, "bartlett")
dm("alternating", 20, 2, "bartlett")
dm("alternating", 21, 4, "bartlett")

# Where the plain sum is not positive, Bartlett weights must have been used.
plain_sum <- function(case, n, h) {
  x <- losses(case, n)
  g <- acf(x$a - x$b, lag.max = h - 1, type = "covariance", plot = FALSE)$acf
  g[1] + 2 * sum(g[-1])
}
emit("dm-sawtooth-40-4", "plain_sum", plain_sum("sawtooth", 40, 4))
emit("dm-sawtooth-5-4", "plain_sum", plain_sum("sawtooth", 5, 4))
emit("dm-sawtooth-8-3", "plain_sum", plain_sum("sawtooth", 8, 3))
emit("dm-alternating-20-2", "plain_sum", plain_sum("alternating", 20, 2))
emit("dm-alternating-21-4", "plain_sum", plain_sum("alternating", 21, 4))

# accuracy() has errors as actual minus forecast: ME is minus the bias.
y <- 100 + 2 * seq_len(28) + 30 * sawtooth(28, 3, 4) + 10 * sawtooth(28, 5, 9)
train <- ts(y[1:20], frequency = 4)
test <- ts(y[21:28], frequency = 4, start = c(6, 1))
row <- accuracy(snaive(train, h = 8), test)["Test set", ]
for (measure in c("ME", "RMSE", "MAE", "MAPE", "MASE"))
  emit("accuracy", measure, row[[measure]])

# Clopper-Pearson intervals.
for (k in list(c(0, 40), c(1, 40), c(32, 40), c(40, 40), c(128, 160), c(1, 1))) {
  interval <- binom.test(k[1], k[2])$conf.int
  emit(sprintf("binom-%d-%d", k[1], k[2]), c("low", "high"), interval[1:2])
}

# Two candidates at each of four steps: absolute log errors of 30 origins.
for (h in 1:4) {
  i <- 1:30
  a <- 0.012 * h + ((7 * i + 3 * h) %% 11) / 100
  b <- ((5 * i + 2 * h) %% 13) / 100
  test <- suppressWarnings(dm.test(a, b, h = h, power = 1))
  case <- sprintf("dm-step-%d", h)
  emit(case, "mean_difference", mean(a - b))
  emit(case, "statistic", unname(test$statistic))
  emit(case, "p_value", test$p.value)
}
