# The track record of the shipped ranges, and 95 % intervals of small samples,
# in base R. From the top of the project:
#   Rscript tests/reference/guidance_record.R > tests/reference/guidance_record.csv
folder <- "datasets/amazon/"
guidance <- read.csv(paste0(folder, "guidance.csv"))
actuals <- read.csv(paste0(folder, "amazon_quarterly.csv"))
show <- function(case, quantity, value)
  cat(sprintf("%s,%s,%.12g\n", case, quantity, value))
both <- function(case, quantity, ends) {
  show(case, paste0(quantity, "_low"), ends[1])
  show(case, paste0(quantity, "_high"), ends[2])
}
# A mean of x with Student's interval.
average <- function(case, quantity, x) {
  show(case, quantity, mean(x))
  if (length(x) > 1) both(case, quantity, t.test(x)$conf.int)
}
# A share with Wilson's interval, in per cent.
share <- function(case, quantity, hits) {
  show(case, quantity, 100 * mean(hits))
  both(case, quantity,
       100 * suppressWarnings(
         prop.test(sum(hits), length(hits), correct = FALSE))$conf.int)
}
record <- function(series, case, confirmed = FALSE, year = NULL) {
  rows <- guidance[guidance$series == series & guidance$role == "release", ]
  rows$actual <- actuals[match(rows$period, actuals$period), series]
  rows <- rows[!is.na(rows$actual), ]
  if (confirmed) rows <- rows[!startsWith(rows$check, "recalled"), ]
  if (!is.null(year)) rows <- rows[startsWith(rows$period, year), ]
  low <- rows$low; high <- rows$high; y <- rows$actual
  middle <- (low + high) / 2
  show(case, "n", nrow(rows))
  share(case, "inside_pct", y >= low & y <= high)
  share(case, "above_pct", y > high)
  share(case, "below_pct", y < low)
  position <- ((y - low) / (high - low))[high > low]
  average(case, "position_mean", position)
  show(case, "position_sd", sd(position))
  average(case, "error_midpoint", middle - y)
  average(case, "error_high", high - y)
  if (all(y > 0 & low > 0)) {
    average(case, "bias_midpoint_pct", 100 * (middle - y) / y)
    average(case, "bias_high_pct", 100 * (high - y) / y)
    average(case, "mape_midpoint_pct", 100 * abs(middle - y) / y)
    average(case, "mape_high_pct", 100 * abs(high - y) / y)
    width <- 100 * (high - low) / middle
    average(case, "width_pct", width)
    r <- cor(width, abs(middle - y) / y, method = "spearman")
    show(case, "width_error_correlation", r)
    half <- qnorm(0.975) * sqrt((1 + r^2 / 2) / (nrow(rows) - 3))
    both(case, "width_error_correlation", tanh(atanh(r) + c(-half, half)))
  }
}
cat("# R", as.character(getRversion()), "\n")
cat("case,quantity,value\n")
record("net_sales", "net_sales")
record("net_sales", "net_sales_confirmed", confirmed = TRUE)
record("net_sales", "net_sales_FY2020", year = "2020")
record("net_sales", "net_sales_FY2024", year = "2024")
record("operating_income", "operating_income")
record("operating_income", "operating_income_confirmed", confirmed = TRUE)
for (case in list(c(0, 5), c(5, 5), c(1, 1), c(13, 75), c(40, 63))) {
  name <- sprintf("share_%d_%d", case[1], case[2])
  both(name, "share", suppressWarnings(
    prop.test(case[1], case[2], correct = FALSE))$conf.int)
}
ties <- list(x = c(3, 1, 4, 1, 5, 9, 2, 6, 5, 3),
             y = c(2, 7, 1, 8, 2, 8, 1, 8, 2, 8))
show("ties", "rank_correlation", cor(ties$x, ties$y, method = "spearman"))
