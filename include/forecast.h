/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The whole public interface of libforecast. */
#ifndef FORECAST_H
#define FORECAST_H

#include "forecast/api.h"
#include "forecast/audit.h"
#include "forecast/backtest.h"
#include "forecast/certificate.h"
#include "forecast/dataset.h"
#include "forecast/diagnostics.h"
#include "forecast/explanation.h"
#include "forecast/file.h"
#include "forecast/growth_curve.h"
#include "forecast/guidance.h"
#include "forecast/history.h"
#include "forecast/init.h"
#include "forecast/libraries.h"
#include "forecast/model.h"
#include "forecast/moments.h"
#include "forecast/names.h"
#include "forecast/nonlinear.h"
#include "forecast/paths.h"
#include "forecast/period.h"
#include "forecast/projection.h"
#include "forecast/provenance.h"
#include "forecast/regress.h"
#include "forecast/regression.h"
#include "forecast/report.h"
#include "forecast/score.h"
#include "forecast/series.h"
#include "forecast/statistics.h"
#include "forecast/status.h"
#include "forecast/table.h"
#include "forecast/terms.h"
#include "forecast/transformation.h"
#include "forecast/writer.h"

#endif
