# Reference numbers for `forecast bench`: series of R's datasets, split in two;
# Naive 2 as in the published code of the M4 competition, snaive() and thetaf()
# of package forecast, and the measures written out. From the top of the project:
#   Rscript tests/reference/bench.R > tests/reference/bench.csv
# also writes tests/data/bench_small. Rows: case,quantity,value.
suppressPackageStartupMessages(library(forecast))
folder <- "tests/data/bench_small"
sets <- list(
  yearly = list(m = 1, h = 6, series = list(
    Nile = Nile, lynx = lynx, LakeHuron = LakeHuron, uspop = uspop)),
  quarterly = list(m = 4, h = 8, series = list(
    UKgas = UKgas, JohnsonJohnson = JohnsonJohnson, austres = austres)),
  monthly = list(m = 12, h = 18, series = list(
    AirPassengers = AirPassengers, nottem = nottem, USAccDeaths = USAccDeaths,
    ldeaths = ldeaths)),
  other = list(m = 1, h = 8, series = list(
    BJsales = BJsales, WWWusage = WWWusage)))

emit <- function(case, quantity, value)
  cat(sprintf("%s,%s,%.15g\n", case, quantity, value), sep = "")
cat("# R", as.character(getRversion()), "forecast",
    as.character(packageVersion("forecast")), "\n")
cat("case,quantity,value\n")

# Makridakis, Spiliotis & Assimakopoulos: the M4 benchmarks.
seasonal <- function(y, m) {
  if (m < 2 || length(y) < 3 * m) return(FALSE)
  r <- acf(y, plot = FALSE)$acf[-1, 1, 1]
  limit <- 1.645 / sqrt(length(y)) * sqrt(cumsum(c(1, 2 * r^2)))
  isTRUE(abs(r[m]) > limit[m])
}
naive2 <- function(y, m, h) {
  last <- function(z) tail(as.numeric(z), 1)
  if (!seasonal(y, m)) return(rep(last(y), h))
  s <- decompose(ts(y, frequency = m), type = "multiplicative")$seasonal
  last(y / as.numeric(s)) * rep_len(tail(as.numeric(s), m), h)
}
methods <- list(
  naive2 = naive2,
  snaive = function(y, m, h)
    as.numeric(snaive(ts(y, frequency = m), h = h)$mean),
  theta = function(y, m, h)
    as.numeric(thetaf(ts(y, frequency = m), h = h)$mean))

write_part <- function(name, part, values) {
  rows <- do.call(rbind, lapply(names(values), function(id)
    data.frame(unique_id = id, ds = seq_along(values[[id]]),
               y = values[[id]])))
  write.csv(rows, file.path(folder, paste0("r_", name, "_", part, ".csv")),
            row.names = FALSE, quote = FALSE)
}

scores <- NULL
for (name in names(sets)) {
  set <- sets[[name]]
  train <- lapply(set$series, function(y) as.numeric(head(y, -set$h)))
  test <- lapply(set$series, function(y) as.numeric(tail(y, set$h)))
  write_part(name, "train", train)
  write_part(name, "test", test)
  for (method in names(methods)) for (id in names(train)) {
    y <- test[[id]]
    f <- methods[[method]](train[[id]], set$m, set$h)
    change <- diff(train[[id]], set$m)
    scores <- rbind(scores, data.frame(
      frequency = name, method = method, h = set$h,
      smape = mean(200 * abs(y - f) / (abs(y) + abs(f))),
      mase = mean(abs(y - f)) / mean(abs(change)),
      rmsse = sqrt(mean((y - f)^2) / mean(change^2))))
  }
}
summarise <- function(name, rows) {
  for (method in names(methods)) {
    case <- paste0(name, "_", method)
    one <- rows[rows$method == method, ]
    yardstick <- rows[rows$method == "naive2", ]
    emit(case, "n", nrow(one))
    emit(case, "smape", mean(one$smape))
    emit(case, "smape_pooled", weighted.mean(one$smape, one$h))
    emit(case, "mase", mean(one$mase))
    emit(case, "rmsse", mean(one$rmsse))
    emit(case, "owa", (mean(one$smape) / mean(yardstick$smape)
                       + mean(one$mase) / mean(yardstick$mase)) / 2)
  }
}
for (name in names(sets)) summarise(name, scores[scores$frequency == name, ])
summarise("all", scores)

# Given intervals: 40 and 80 on both sides of the last value.
y <- as.numeric(tail(AirPassengers, 12))
train <- as.numeric(head(AirPassengers, -12))
f <- tail(train, 1)
within <- function(d) mean(y >= f - d & y <= f + d)
scale <- mean(abs(diff(train, 12)))
emit("intervals", "coverage_80", within(40))
emit("intervals", "coverage_95", within(80))
emit("intervals", "msis", mean(160 + 40 * pmax(f - 80 - y, 0)
                               + 40 * pmax(y - f - 80, 0)) / scale)
emit("intervals", "scale", scale)
emit("intervals", "last", f)
for (t in 1:12) emit("intervals", paste0("y", t), y[t])
