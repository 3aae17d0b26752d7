# Reference numbers for the terms of a regression, made with base R (lm):
#
#   Rscript tests/reference/terms.R > tests/reference/terms.csv
#
# Run in the root of the project; the figures are those of datasets/amazon. R
# builds every design by hand, from the definitions in forecast/terms.h.
options(digits = 17)

table <- read.csv("datasets/amazon/amazon_quarterly.csv")
n <- nrow(table)
quarter <- as.integer(substr(table$period, 6, 6))
end <- as.Date(table$period_end)
days <- as.numeric(diff(c(as.Date("1996-12-31"), end)))
y <- table$net_sales
x <- table$capex_net
lag_of <- function(v, k) c(rep(NA, k), v[seq_len(length(v) - k)])
yoy <- function(v) v - lag_of(v, 4)
trend <- seq_len(n)

cat("case,quantity,value\n")

emit <- function(case, quantity, value)
  cat(sprintf("%s,%s,%.17g\n", case, quantity, value))

# b0, b1, ... and se0, se1, ... in the order of our columns.
write_fit <- function(case, fit) {
  s <- summary(fit)$coefficients
  stopifnot(!anyNA(coef(fit)))
  for (i in seq_len(nrow(s))) {
    emit(case, paste0("b", i - 1), s[i, 1])
    emit(case, paste0("se", i - 1), s[i, 2])
  }
  emit(case, "rss", sum(residuals(fit)^2))
  emit(case, "rows", length(residuals(fit)))
}

season <- sapply(2:4, function(s) as.numeric(quarter == s))
lags <- function(v, set) sapply(set, function(k) lag_of(v, k))

write_fit("trend_season_lags",
  lm(log(y) ~ trend + season + lags(log(x), 0:4)))

write_fit("own_lags_difference",
  lm(yoy(log(y)) ~ lags(yoy(log(y)), c(1, 4)) + lags(yoy(log(x)), 1:2)))

angle <- 2 * pi * trend / 4
write_fit("fourier_days",
  lm(log(y) ~ trend + sin(angle) + cos(angle) + cos(2 * angle) + days))

u <- (0:8) / 8
almon <- sapply(0:2, function(k) lags(log(x), 0:8) %*% u^k)
fit <- lm(log(y) ~ trend + almon)
write_fit("almon", fit)
b <- coef(fit)[3:5]
v <- vcov(fit)[3:5, 3:5]
for (j in 0:8) {
  a <- (j / 8)^(0:2)
  emit("almon", paste0("weight", j), sum(a * b))
  emit("almon", paste0("weight_se", j), sqrt(drop(t(a) %*% v %*% a)))
}

# Koyck weights: the decay by R's own one-dimensional search around the minimum
# of a fine grid.
column <- function(decay) drop(lags(log(x), 0:8) %*% decay^(0:8))
rss <- function(decay) sum(residuals(lm(log(y) ~ trend + season + column(decay)))^2)
grid <- seq(0, 0.99, by = 0.001)
best <- grid[which.min(sapply(grid, rss))]
decay <- optimize(rss, c(max(best - 0.001, 0), best + 0.001), tol = 1e-12)$minimum
g <- column(decay)
write_fit("geometric", lm(log(y) ~ trend + season + g))
emit("geometric", "decay", decay)

event <- as.numeric(table$period == "2020Q2")
write_fit("event", lm(log(y) ~ trend + season + event))
write_fit("event_difference",
  lm(yoy(log(y)) ~ yoy(event) + yoy(days) + lag_of(yoy(log(y)), 1)))

write_fit("powers", lm(y ~ x + I(x^2) + I(x^3)))

window <- trend >= which(table$period == "2010Q1") &
  trend <= which(table$period == "2019Q4")
from <- seq_len(sum(window))
write_fit("window",
  lm(log(y[window]) ~ from + season[window, ] + lag_of(log(x), 1)[window]))
cat(sprintf("# %s\n", R.version.string), file = stderr())
