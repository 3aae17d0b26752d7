# find_package(forecast) gives
#   forecast::forecast         libforecast.so
#   forecast::forecast_static  libforecast.a, with the libraries it needs
include(CMakeFindDependencyMacro)
find_dependency(GSL)
find_dependency(ZLIB)
find_dependency(SQLite3)
include(${CMAKE_CURRENT_LIST_DIR}/forecast-targets.cmake)
