# Reference numbers for rolling origins and for scores of distributions. From
# the top of the project:
#   Rscript tests/reference/cross_validation.R > tests/reference/cross_validation.csv
# Rows: case,quantity,value.
suppressPackageStartupMessages(library(forecast))
emit <- function(case, quantity, value)
  cat(sprintf("%s,%s,%.17g\n", case, quantity, value), sep = "")
cat("# R", as.character(getRversion()), "forecast",
    as.character(packageVersion("forecast")), "\n")
cat("case,quantity,value\n")

# The series, so that the test needs no package.
series <- list(AirPassengers = AirPassengers, UKgas = UKgas)
for (name in names(series))
  emit(name, sprintf("y%d", seq_along(series[[name]])), series[[name]])

# tsCV() gives errors as actual minus forecast, a row an origin (observations
# known), a column a step. The last 12 origins whose steps all have an actual.
methods <- list(naive = naive, snaive = snaive, mean = meanf,
                drift = function(y, h) rwf(y, h, drift = TRUE))
steps <- 4
for (name in names(series)) for (method in names(methods)) for (window in c(0, 40)) {
  y <- series[[name]]
  e <- tsCV(y, methods[[method]], h = steps,
            window = if (window > 0) window else NULL)
  for (origin in length(y) - steps - 11:0)
    emit(sprintf("%s-%s-%d", name, method, window),
         sprintf("e%d_%d", origin, 1:steps), e[origin, ])
}

# accuracy() at one origin: MASE is scaled by the sample it was fitted to.
y <- UKgas
train <- head(y, 100)
row <- accuracy(snaive(train, h = 4), subset(y, start = 101, end = 104))["Test set", ]
emit("accuracy", c("rmse", "mae", "mape", "mase"),
     row[c("RMSE", "MAE", "MAPE", "MASE")])
# RMSSE as in Hyndman & Athanasopoulos (2021), section 5.8.
scale <- mean(diff(train, lag = 4)^2)
emit("accuracy", "rmsse",
     sqrt(mean((y[101:104] - snaive(train, h = 4)$mean)^2 / scale)))
emit("accuracy", "naive_mae", mean(abs(diff(train, lag = 4))))
emit("accuracy", "naive_mse", scale)

# The CRPS of the normal law (Gneiting & Raftery 2007, equation 21).
crps_normal <- function(y, mu, sigma) {
  z <- (y - mu) / sigma
  sigma * (z * (2 * pnorm(z) - 1) + 2 * dnorm(z) - 1 / sqrt(pi))
}
for (z in c(-3, -0.5, 0, 1.25))
  emit("crps-normal", sprintf("z%g", z), crps_normal(10 + 2 * z, 10, 2))

# The fair estimator by all pairs (Ferro 2014), of the draws 3 sin(i).
x <- 3 * sin(1:50)
fair <- function(x, y) {
  n <- length(x)
  mean(abs(x - y)) - sum(abs(outer(x, x, "-"))) / (2 * n * (n - 1))
}
emit("crps-fair", c("inside", "below", "above"),
     c(fair(x, 0.7), fair(x, -5), fair(x, 11)))

# Holm's correction.
p <- c(0.01, 0.04, 0.03, 0.005, 0.6)
emit("holm", sprintf("p%d", seq_along(p)), p.adjust(p, "holm"))
