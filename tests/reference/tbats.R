# Reference numbers for TBATS: package forecast. From the top of the project:
#   Rscript tests/reference/tbats.R > tests/reference/tbats.csv
# Rows: case,quantity,value. The series are R's own (datasets, forecast) and
# datasets/amazon; of taylor the first three weeks.
#
# Seeds and states are given level, trend, then s(j), s*(j) in turn, where R has
# all s(j) of a season before its s*(j); R's seeds of ARMA are zero and left out.
# forecast() takes beta for zero in its variances (it asks for object$beta.v,
# which is not there), so these are made from R's own F, w and g with beta.
suppressPackageStartupMessages(library(forecast))
emit <- function(case, quantity, value)
  cat(sprintf("%s,%s,%.15g\n", case, quantity, value), sep = "")
many <- function(case, quantity, value)
  emit(case, paste0(quantity, seq_along(value)), as.numeric(value))
cat("# R", as.character(getRversion()), "forecast",
    as.character(packageVersion("forecast")), "\n")
cat("case,quantity,value\n")

amazon <- read.csv("datasets/amazon/amazon_quarterly.csv")$net_sales
series <- list(air = AirPassengers, ukgas = UKgas, wine = wineind, gas = gas,
               nile = Nile, taylor = ts(as.numeric(taylor)[1:1008]),
               amazon = ts(amazon[!is.na(amazon)], frequency = 4))
for (name in names(series)) {
  emit(name, "n", length(series[[name]]))
  emit(name, "season", frequency(series[[name]]))
  many(name, "y", series[[name]])
}

pairs <- function(x, k, trend) {
  first <- 1 + trend
  out <- x[seq_len(first)]
  at <- first
  for (count in k) {
    cosines <- x[at + seq_len(count)]
    sines <- x[at + count + seq_len(count)]
    out <- c(out, rbind(cosines, sines))
    at <- at + 2 * count
  }
  out
}

variances <- function(f, h) {
  gamma <- NULL
  tau <- 2 * sum(f$k.vector)
  if (tau > 0) {
    gamma <- matrix(unlist(lapply(seq_along(f$k.vector), function(i)
      c(rep(f$gamma.one.values[i], f$k.vector[i]),
        rep(f$gamma.two.values[i], f$k.vector[i])))), nrow = 1)
  }
  F <- forecast:::makeTBATSFMatrix(f$alpha, f$beta, f$damping.parameter,
    f$seasonal.periods, as.integer(f$k.vector), gamma, f$ar.coefficients,
    f$ma.coefficients)
  w <- c(1, f$damping.parameter, unlist(lapply(f$k.vector, function(k)
    rep(c(1, 0), each = k))), f$ar.coefficients, f$ma.coefficients)
  unit <- function(count) if (count > 0) c(1, rep(0, count - 1))
  g <- c(f$alpha, f$beta, gamma, unit(length(f$ar.coefficients)),
         unit(length(f$ma.coefficients)))
  multiplier <- 1
  x <- g
  out <- numeric(h)
  for (j in seq_len(h)) {
    out[j] <- multiplier * f$variance
    multiplier <- multiplier + sum(w * x)^2
    x <- F %*% x
  }
  out
}

fixed <- function(name, bc, trend, damped, seasons, k, p = 0, q = 0) {
  y <- as.numeric(series[[name]])
  start <- if (bc) BoxCox.lambda(series[[name]], lower = 0, upper = 1)
  # without a season R's TBATS is its BATS
  fit <- if (is.null(seasons)) forecast:::fitSpecificBATS else
    function(...) forecast:::fitSpecificTBATS(..., k.vector = k)
  f <- suppressWarnings(fit(y, bc, trend, damped, seasonal.periods = seasons,
    ar.coefs = if (p > 0) numeric(p), ma.coefs = if (q > 0) numeric(q),
    init.box.cox = start))
  case <- paste0("fixed-", name)
  emit(case, "box_cox", bc)
  emit(case, "trend", trend)
  emit(case, "damped", damped)
  emit(case, "seasons", length(seasons))
  if (length(seasons) > 0) {
    many(case, "period", seasons)
    many(case, "k", k)
    many(case, "gamma1.", f$gamma.one.values)
    many(case, "gamma2.", f$gamma.two.values)
  }
  emit(case, "p", p)
  emit(case, "q", q)
  if (bc) emit(case, "lambda", f$lambda)
  emit(case, "alpha", f$alpha)
  if (trend) emit(case, "beta", f$beta)
  if (damped) emit(case, "phi", f$damping.parameter)
  if (p > 0) many(case, "ar", f$ar.coefficients)
  if (q > 0) many(case, "ma", f$ma.coefficients)
  many(case, "seed", pairs(as.numeric(f$seed.states), k, trend))
  many(case, "state", pairs(f$x[, ncol(f$x)], k, trend))
  emit(case, "likelihood", f$likelihood)
  emit(case, "aic", f$AIC)
  emit(case, "variance", f$variance)
  mean <- as.numeric(forecast(f, h = 12)$mean)
  many(case, "mean", if (bc) BoxCox(mean, f$lambda) else mean)
  many(case, "variance", variances(f, 12))
}
fixed("air", TRUE, TRUE, TRUE, 12, 5)
fixed("ukgas", TRUE, TRUE, FALSE, 4, 1, p = 1)
fixed("wine", FALSE, FALSE, FALSE, 12, 4, p = 1, q = 1)
fixed("gas", TRUE, TRUE, TRUE, 12, 5)
fixed("nile", FALSE, FALSE, FALSE, NULL, NULL, q = 1)
fixed("taylor", FALSE, FALSE, FALSE, c(48, 336), c(4, 2), p = 2)
fixed("amazon", TRUE, TRUE, FALSE, 4, 1, p = 4)

for (name in c("air", "ukgas", "wine", "nile", "amazon")) {
  emit(paste0("auto-", name), "aic",
       tbats(series[[name]], use.parallel = FALSE)$AIC)
}
