# Reference numbers for mean, naive, drift, theta and for lambda: package
# forecast. From the top of the project:
#   Rscript tests/reference/theta.R > tests/reference/theta.csv
# Rows: case,quantity,value. The series are R's own (datasets, forecast).
#
# thetaf() stops its search for alpha and l(0) by Nelder & Mead after three or
# four digits. So there are two kinds of theta forecasts: those of thetaf(), with
# the alpha and l(0) that ses() has there, and ("exact") those of the same
# formulas with alpha found to 1e-12, l(0) by lm().
suppressPackageStartupMessages(library(forecast))
emit <- function(case, quantity, value)
  cat(sprintf("%s,%s,%.15g\n", case, quantity, value), sep = "")
many <- function(case, quantity, value)
  emit(case, paste0(quantity, seq_along(value)), as.numeric(value))
cat("# R", as.character(getRversion()), "forecast",
    as.character(packageVersion("forecast")), "\n")
cat("case,quantity,value\n")

series <- list(air = AirPassengers, gas = UKgas, lynx = lynx, nile = Nile,
               wine = wineind)
for (name in names(series)) {
  emit(name, "n", length(series[[name]]))
  emit(name, "season", frequency(series[[name]]))
  many(name, "y", series[[name]])
}

# Methods of one line. With gaps: meanf() counts missing values as observations,
# lagwalk() leaves changes over a gap out; so the mean of what is known.
limits <- function(case, f) {
  many(case, "mean", f$mean)
  many(case, "low80.", f$lower[, 1])
  many(case, "high80.", f$upper[, 1])
  many(case, "low95.", f$lower[, 2])
  many(case, "high95.", f$upper[, 2])
}
for (name in c("nile", "lynx", "air")) {
  y <- series[[name]]
  limits(paste0("mean-", name), meanf(y, h = 6))
  limits(paste0("naive-", name), rwf(y, h = 6))
  limits(paste0("drift-", name), rwf(y, h = 6, drift = TRUE))
}
gap <- Nile
gap[c(10, 40, 41)] <- NA
limits("mean-gap", meanf(gap[!is.na(gap)], h = 6))
# On logarithms and Box-Cox scales the limits are those of R; its mean there is
# exact for logarithms only as exp(mu + s^2 / 2), by hand.
for (lambda in c(0, 0.3)) {
  y <- lynx
  limits(sprintf("naive-lambda%g", lambda), rwf(y, h = 6, lambda = lambda))
  w <- rwf(BoxCox(y, lambda), h = 6)
  s <- (w$upper[, 1] - w$lower[, 1]) / 2 / qnorm(0.9)
  many(sprintf("scale-lambda%g", lambda), "mu", w$mean)
  many(sprintf("scale-lambda%g", lambda), "s", s)
  inverse <- function(x) as.numeric(InvBoxCox(x, lambda))
  exact <- mapply(function(m, sd) integrate(function(z)
    inverse(m + sd * z) * dnorm(z), -9, 9, rel.tol = 1e-11)$value, w$mean, s)
  many(sprintf("scale-lambda%g", lambda), "mean", exact)
}

# Theta.
ses_errors <- function(y, alpha, l) {
  e <- numeric(length(y))
  for (t in seq_along(y)) {
    e[t] <- y[t] - l
    l <- l + alpha * e[t]
  }
  list(e = e, l = l)
}
exact_ses <- function(y) {
  q <- function(alpha) (1 - alpha)^(seq_along(y) - 1)
  level <- function(alpha) {
    u <- ses_errors(y, alpha, y[1])$e
    y[1] + unname(coef(lm(u ~ q(alpha) - 1)))
  }
  sse <- function(alpha) sum(ses_errors(y, alpha, level(alpha))$e^2)
  grid <- seq(0.0001, 0.9999, length.out = 200)
  best <- which.min(sapply(grid, sse))
  alpha <- optimize(sse, grid[c(max(best - 1, 1), min(best + 1, 200))],
                    tol = 1e-12)$minimum
  for (end in c(0.0001, 0.9999)) if (sse(end) < sse(alpha)) alpha <- end
  list(alpha = alpha, l0 = level(alpha), sse = sse(alpha))
}
theta <- function(name, h) {
  y <- series[[name]]
  case <- paste0("theta-", name)
  f <- thetaf(y, h = h)
  adjusted <- y
  index <- rep(1, h)
  seasonal <- frequency(y) > 1
  if (seasonal) {
    parts <- decompose(y, type = "multiplicative")
    adjusted <- seasadj(parts)
    index <- rep(tail(parts$seasonal, frequency(y)), length.out = h)
  }
  fit <- ses(adjusted, h = h)
  n <- length(y)
  limits(case, f)
  emit(case, "alpha", fit$model$par[["alpha"]])
  emit(case, "l0", fit$model$par[["l"]])
  emit(case, "sigma", sqrt(fit$model$sigma2))
  emit(case, "sse", sum(fit$residuals^2))
  many(case, "index", index)
  x <- as.numeric(adjusted)
  best <- exact_ses(x)
  b <- unname(coef(lm(x ~ seq_along(x)))[2]) / 2
  l <- ses_errors(x, best$alpha, best$l0)$l
  emit(case, "exact_alpha", best$alpha)
  emit(case, "exact_sse", best$sse)
  many(case, "exact", (l + b * (0:(h - 1) + (1 - (1 - best$alpha)^n)
                                / best$alpha)) * index)
}
theta("air", 18)
theta("gas", 8)
theta("lynx", 6)
theta("nile", 6)
theta("wine", 18)

# Optimised and dynamic: no package at hand has them, so the equations of
# Fiorucci et al. (2016), by optim() from several starts. l(0) of the dynamic
# model is free and its errors count from t = 3.
fiorucci <- function(par, y, dynamic, h = 0, l0 = par[1]) {
  n <- length(y)
  k <- 1 - 1 / par[3]
  alpha <- par[2]
  line <- coef(lm(y ~ seq_along(y)))
  A <- if (dynamic) 0 else line[[1]]
  B <- if (dynamic) 0 else line[[2]]
  l <- l0
  mean <- 0
  mu <- numeric(n + h)
  for (t in seq_len(n + h)) {
    mu[t] <- l + k * ((1 - alpha)^(t - 1) * A + (1 - (1 - alpha)^t) / alpha * B)
    value <- if (t <= n) y[t] else mu[t]
    l <- alpha * value + (1 - alpha) * l
    if (dynamic) {
      B <- if (t == 1) 0 else ((t - 2) * B + 6 / t * (value - mean)) / (t + 1)
      mean <- ((t - 1) * mean + value) / t
      A <- mean - (t + 1) / 2 * B
    }
  }
  mu
}
search <- function(name, dynamic, h = 6) {
  y <- as.numeric(series[[name]])
  first <- if (dynamic) 3 else 1
  cost <- function(p) {
    if (p[2] < 0.1 || p[2] > 0.99 || p[3] < 1 || p[3] > 1e6) return(Inf)
    sum((y - fiorucci(p, y, dynamic))[first:length(y)]^2)
  }
  best <- list(value = Inf)
  for (alpha in c(0.2, 0.5, 0.9)) for (th in c(1.2, 2, 5)) {
    p <- c(y[1] / 2, alpha, th)
    for (i in 1:6) {
      o <- optim(p, cost, control = list(maxit = 5000, reltol = 1e-15))
      p <- o$par
    }
    if (o$value < best$value) best <- o
  }
  case <- paste0(if (dynamic) "dynamic-" else "optimised-", name)
  emit(case, "sse", best$value)
  emit(case, "alpha", best$par[2])
  emit(case, "theta", best$par[3])
  many(case, "mean", tail(fiorucci(best$par, y, dynamic, h), h))
}
series$airmiles <- airmiles
emit("airmiles", "n", length(airmiles))
emit("airmiles", "season", 1)
many("airmiles", "y", airmiles)
for (name in c("nile", "airmiles")) for (dynamic in c(FALSE, TRUE))
  search(name, dynamic)

# Lambda.
for (name in c("air", "gas", "lynx", "nile", "wine")) {
  y <- series[[name]]
  for (lower in c(-1, 0)) {
    tag <- if (lower < 0) "" else "_from0"
    emit(paste0("lambda-", name), paste0("guerrero", tag),
         BoxCox.lambda(y, "guerrero", lower = lower))
    emit(paste0("lambda-", name), paste0("loglik", tag),
         BoxCox.lambda(y, "loglik", lower = lower))
  }
  # Guerrero's criterion found to 1e-12: optimize() stops at 1e-4.
  m <- max(2, frequency(y))
  k <- length(y) %/% m
  x <- matrix(tail(y, k * m), m, k)
  cv <- function(lambda) {
    r <- apply(x, 2, sd) / colMeans(x)^(1 - lambda)
    sd(r) / mean(r)
  }
  emit(paste0("lambda-", name), "exact",
       optimize(cv, c(-1, 2), tol = 1e-12)$minimum)
}
