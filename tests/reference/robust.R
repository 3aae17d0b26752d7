# Reference numbers for robust regression: MASS::rlm with Tukey's bisquare,
# from the top of the project:
#   Rscript tests/reference/robust.R > tests/reference/robust.csv
# Rows: case,quantity,value.
#
# rlm() scales plain residuals by the median of all |r|; GSL's fit (DuMouchel &
# O'Brien 1989) scales r / sqrt(1 - h) by the median of the n - p + 1 largest.
# With a constant alone (p = 1, equal leverage) both are the same estimator and
# agree to rounding; with more columns they differ by a fraction of a standard
# error, which is all that the second case can hold them to.
suppressPackageStartupMessages(library(MASS))
emit <- function(case, quantity, value)
  cat(sprintf("%s,%s,%.15g\n", case, quantity, value), sep = "")
cat("# R", as.character(getRversion()), "MASS",
    as.character(packageVersion("MASS")), "\n")
cat("case,quantity,value\n")

bisquare <- function(formula, data)
  rlm(formula, data, psi = psi.bisquare, init = "ls", acc = 1e-14, maxit = 1000)

# Abbey: nickel in 31 samples of rock (R package MASS), with long upper tail.
data(abbey)
fit <- bisquare(abbey ~ 1, data.frame(abbey))
emit("abbey", "b1", unname(coef(fit)))
emit("abbey", paste0("w", seq_along(fit$w)), fit$w)

# Stack loss (Brownlee 1965; R package datasets): three outliers of 21.
fit <- bisquare(stack.loss ~ ., stackloss)
emit("stackloss", paste0("b", 1:4), unname(coef(fit)))
emit("stackloss", paste0("se", 1:4), summary(fit)$coefficients[, 2])

# The same data with the scale of DuMouchel & O'Brien, written down from their
# definition with R's lm() and hat(): it shares no code with GSL, but the
# formula, so it holds the arithmetic to account and not the choice of method.
x <- model.matrix(stack.loss ~ ., stackloss)
y <- stackloss$stack.loss
p <- ncol(x)
b <- coef(lm(y ~ x - 1))
for (i in 1:1000) {
  r <- drop(y - x %*% b) / sqrt(1 - hat(x))
  s <- median(sort(abs(r))[p:length(y)]) / 0.6745
  w <- pmax(0, 1 - (r / (4.685 * s))^2)^2
  b <- coef(lm(y ~ x - 1, weights = w))
}
emit("stackloss-leverage", paste0("b", 1:4), unname(b))
emit("stackloss-leverage", paste0("w", seq_along(w)), w)
