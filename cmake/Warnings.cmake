# Interface target fc_warnings: the warning set of the project, gcc and clang.
add_library(fc_warnings INTERFACE)
target_compile_options(fc_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
  -Wdouble-promotion -Wfloat-conversion -Wformat=2 -Wundef -Wcast-qual
  -Wcast-align -Wpointer-arith -Wwrite-strings -Wstrict-prototypes
  -Wmissing-prototypes -Wold-style-definition -Wnull-dereference -Wvla
  -Wswitch-enum -Wimplicit-fallthrough)
if(CMAKE_C_COMPILER_ID STREQUAL "GNU")
  target_compile_options(fc_warnings INTERFACE
    -Wlogical-op -Wduplicated-cond -Wduplicated-branches -Wformat-truncation=1)
endif()
if(FC_WERROR)
  target_compile_options(fc_warnings INTERFACE -Werror)
endif()
