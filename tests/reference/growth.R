# Reference numbers for growth curves as a model: nls() with derivatives by
# deriv(), forecasts and, to first order, their standard errors. From the top of
# the project:
#   Rscript tests/reference/growth.R > tests/reference/growth.csv
# Rows: case,quantity,value. The series are R's own, t = 1, 2, ... n.
emit <- function(case, quantity, value)
  cat(sprintf("%s,%s,%.15g\n", case, quantity, value), sep = "")
many <- function(case, quantity, value)
  emit(case, paste0(quantity, seq_along(value)), as.numeric(value))
cat("# R", as.character(getRversion()), "\n")
cat("case,quantity,value\n")
curves <- list(
  logistic = deriv(~ a / (1 + exp((b - t) / c)), c("a", "b", "c"),
                   function(t, a, b, c) NULL),
  gompertz = deriv(~ a * exp(-b * c^t), c("a", "b", "c"),
                   function(t, a, b, c) NULL),
  exponential = deriv(~ a * exp(b * t), c("a", "b"), function(t, a, b) NULL))
starts <- list(
  uspop = list(logistic = c(a = 440, b = 19.7, c = 4.6),
               gompertz = c(a = 1000, b = 6, c = 0.93),
               exponential = c(a = 8, b = 0.17)),
  airmiles = list(logistic = c(a = 40000, b = 21, c = 3),
                  gompertz = c(a = 100000, b = 8, c = 0.92),
                  exponential = c(a = 1000, b = 0.14)))
for (name in names(starts)) {
  y <- as.numeric(get(name))
  n <- length(y)
  t <- seq_len(n)
  many(name, "y", y)
  emit(name, "n", n)
  for (curve in names(curves)) {
    f <- curves[[curve]]
    start <- starts[[name]][[curve]]
    fit <- nls(reformulate(sprintf("f(t, %s)", paste(names(start),
                                                     collapse = ", ")), "y"),
               start = as.list(start),
               control = nls.control(maxiter = 500, tol = 1e-9,
                                     warnOnly = TRUE))
    # Rounding may end the search before that, but not before this.
    stopifnot(fit$convInfo$finTol < 1e-6)
    value <- do.call(f, c(list(n + 1:6), as.list(unname(coef(fit)))))
    g <- attr(value, "gradient")
    p <- length(start)
    case <- paste0(curve, "-", name)
    many(case, "mean", value)
    many(case, "se", sqrt(sigma(fit)^2 + rowSums((g %*% vcov(fit)) * g)))
    emit(case, "loglik", as.numeric(logLik(fit)))
    emit(case, "aicc", AIC(fit) + 2 * (p + 1) * (p + 2) / (n - p - 2))
  }
}
