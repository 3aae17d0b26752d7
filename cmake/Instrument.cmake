# Interface target fc_instrument: sanitizers, fuzzing and coverage, off unless a
# preset asks for them.
add_library(fc_instrument INTERFACE)
if(FC_SANITIZE)
  target_compile_options(fc_instrument INTERFACE
    -fsanitize=${FC_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(fc_instrument INTERFACE -fsanitize=${FC_SANITIZE})
endif()
if(FC_FUZZ)
  target_compile_options(fc_instrument INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(FC_COVERAGE)
  # Threads count, too.
  target_compile_options(fc_instrument INTERFACE --coverage -fprofile-abs-path
    -fprofile-update=atomic)
  target_link_options(fc_instrument INTERFACE --coverage)
endif()
