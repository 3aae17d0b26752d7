# Reference numbers for the models: R's lm() with recursions by hand, and
# tslm(), snaive() and rwf() of package forecast. From the top of the project:
#   Rscript tests/reference/models.R > tests/reference/models.csv
# Rows: case,quantity,value.
suppressPackageStartupMessages(library(forecast))
data <- read.csv("datasets/amazon/amazon_quarterly.csv")
sales <- data$net_sales
capex <- data$capex_net
income <- data$operating_income[!is.na(data$operating_income)]
n <- length(sales)

emit <- function(case, quantity, value)
  cat(sprintf("%s,%s,%.15g\n", case, quantity, value), sep = "")
emit_lm <- function(case, fit) {
  k <- length(coef(fit)) + 1
  m <- nobs(fit)
  emit(case, paste0("b", seq_along(coef(fit))), unname(coef(fit)))
  emit(case, paste0("se", seq_along(coef(fit))), unname(sqrt(diag(vcov(fit)))))
  emit(case, "sigma", summary(fit)$sigma)
  emit(case, "r_squared", summary(fit)$r.squared)
  emit(case, "log_likelihood", as.numeric(logLik(fit)))
  emit(case, "aicc", AIC(fit) + 2 * k * (k + 1) / (m - k - 1))
  emit(case, "rows", m)
}
cat("# R", as.character(getRversion()), "forecast",
    as.character(packageVersion("forecast")), "\n")
cat("case,quantity,value\n")

# Derivatives by central differences: independent of the engine's own.
jacobian <- function(f, b) {
  sapply(seq_along(b), function(j) {
    d <- 1e-5 * max(abs(b[j]), 1e-3)
    up <- b; up[j] <- up[j] + d
    down <- b; down[j] <- down[j] - d
    (f(up) - f(down)) / (2 * d)
  })
}

# Regression of the year-on-year change on its first lag and lags 1..L of u.
yoy <- function(case, w, v = NULL, lags = integer(0), window = Inf,
                future = NULL, logged = TRUE, h = 8) {
  n <- length(w)
  z <- c(rep(NA, 4), diff(w, 4))
  frame <- data.frame(z = z, z1 = c(NA, z[-n]))
  for (l in lags) {
    u <- c(rep(NA, 4), diff(v, 4))
    frame[[paste0("u", l)]] <- c(rep(NA, l), u[seq_len(n - l)])
  }
  rows <- which(complete.cases(frame))
  rows <- tail(rows, min(window, length(rows)))
  fit <- lm(z ~ ., data = frame[rows, ])
  emit_lm(case, fit)
  path <- function(b, shock = 0) {
    ww <- w
    vv <- c(v, future)
    for (t in n + seq_len(h)) {
      zt <- b[1] + b[2] * (ww[t - 1] - ww[t - 5])
      for (i in seq_along(lags))
        zt <- zt + b[2 + i] * (vv[t - lags[i]] - vv[t - lags[i] - 4])
      ww[t] <- ww[t - 4] + zt + (if (t == n + 1) shock else 0)
    }
    tail(ww, h)
  }
  b <- unname(coef(fit))
  mu <- path(b)
  psi <- path(b, 1) - mu
  g <- jacobian(path, b)
  var <- summary(fit)$sigma^2 * cumsum(psi^2) + rowSums((g %*% vcov(fit)) * g)
  emit(case, paste0("w", seq_len(h)), mu)
  emit(case, paste0("v", seq_len(h)), var)
  emit(case, paste0("mean", seq_len(h)), if (logged) exp(mu + var / 2) else mu)
}
yoy("yoy-ols", log(sales))
yoy("yoy-window", log(sales), window = 40)
yoy("yoy-capex", log(sales), log(capex), 1:4, window = 40,
    future = log(c(27000, 28000, 29000)), h = 4)
yoy("yoy-level", income, logged = FALSE)

# Trend and season, on logarithms.
quarterly <- ts(sales, start = 1997, frequency = 4)
logs <- log(quarterly)
fit <- tslm(logs ~ trend + season)
emit_lm("tslm", fit)
ahead <- predict(fit, data.frame(trend = n + 1:8, season = factor(rep(1:4, 2))),
                 se.fit = TRUE)
emit("tslm", paste0("w", 1:8), as.numeric(forecast(fit, h = 8)$mean))
emit("tslm", paste0("mean", 1:8),
     exp(ahead$fit + (ahead$se.fit^2 + ahead$residual.scale^2) / 2))

# Seasonal naive: levels for a series with negative values, else logarithms
# (lambda = 0 gives the limits exp(w -+ z sigma_h)).
limits <- function(case, f) {
  emit(case, paste0("mean", seq_along(f$mean)), as.numeric(f$mean))
  emit(case, paste0("low80.", seq_along(f$mean)), as.numeric(f$lower[, 1]))
  emit(case, paste0("high80.", seq_along(f$mean)), as.numeric(f$upper[, 1]))
  emit(case, paste0("low95.", seq_along(f$mean)), as.numeric(f$lower[, 2]))
  emit(case, paste0("high95.", seq_along(f$mean)), as.numeric(f$upper[, 2]))
}
limits("snaive-level", snaive(ts(income, frequency = 4), h = 12))
limits("snaive-log", snaive(quarterly, h = 12, lambda = 0))
# Season 1: the random walk with drift. rwf() takes its sigma with n - 1.
limits("drift", rwf(ts(income), drift = TRUE, h = 8))
emit("data", "income", length(income))
