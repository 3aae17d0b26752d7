# How everything of ours is compiled and linked, whatever the build type.

# One rounding a written operation: fused multiply-add would make results depend
# on the compiler and the processor. For the same reason never -ffast-math,
# which also deletes isnan().
add_compile_options(-ffp-contract=off)

# Hardening that costs next to nothing.
add_compile_options(-fstack-protector-strong)
add_link_options(LINKER:-z,relro LINKER:-z,now)
if(NOT FC_SANITIZE AND NOT FC_FUZZ)
  # -U first: some distributions predefine it. Needs optimisation.
  add_compile_options(
    "$<$<CONFIG:Release,RelWithDebInfo>:-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=2>")
endif()

include(CheckPIESupported)
check_pie_supported(LANGUAGES C)
