# Where ets() of package forecast ends on 60 series of the M1 competition, in
# forms that it chose itself. Given files of columns unique_id, ds, y, the
# series of one frequency in each:
#   Rscript tests/reference/ets_m1.R YEARLY QUARTERLY MONTHLY \
#     > tests/reference/ets_m1.csv
# Rows: case,quantity,value; letters of the form by place in N, A, M.
suppressPackageStartupMessages(library(forecast))
emit <- function(case, quantity, value)
  cat(sprintf("%s,%s,%.15g\n", case, quantity, value), sep = "")
cat("# R", as.character(getRversion()), "forecast",
    as.character(packageVersion("forecast")), "\n")
cat("case,quantity,value\n")
files <- commandArgs(TRUE)
frequencies <- c(1, 4, 12)
counts <- c(25, 20, 15)
number <- 0
for (i in 1:3) {
  data <- read.csv(files[i])
  names <- unique(data$unique_id)
  length_of <- table(data$unique_id)[names]
  names <- names[length_of <= c(60, 60, 72)[i]]
  for (name in names[round(seq(1, length(names), length.out = counts[i]))]) {
    y <- ts(data$y[data$unique_id == name], frequency = frequencies[i])
    fit <- ets(y)
    number <- number + 1
    case <- paste0("m1-", number)
    emit(case, "n", length(y))
    emit(case, "season", frequency(y))
    for (k in 1:3)
      emit(case, c("error", "trend", "seasonal")[k],
           match(fit$components[k], c("N", "A", "M")) - 1)
    emit(case, "damped", fit$components[4] == "TRUE")
    emit(case, "loglik", fit$loglik)
    for (t in seq_along(y)) emit(case, paste0("y", t), y[t])
  }
}
