# For find_package(linchpin): gives linchpin::linchpin. The archive links these; its one header includes none of them.
include(CMakeFindDependencyMacro)
find_dependency(fmt)
find_dependency(ZLIB)
find_dependency(Threads)
find_dependency(PkgConfig)
pkg_check_modules(RE2 REQUIRED QUIET IMPORTED_TARGET re2)
pkg_check_modules(UTF8PROC REQUIRED QUIET IMPORTED_TARGET libutf8proc)
include(${CMAKE_CURRENT_LIST_DIR}/linchpin-targets.cmake)
