# Installs the build BUILD under a prefix of its own, then builds the examples of embedding against it, as a separate
# project, and runs them. They must need none of the libraries that only building Linchpin takes.
set(work ${BUILD}/install-test)
get_filename_component(project ${CMAKE_CURRENT_LIST_DIR}/../.. ABSOLUTE)
file(REMOVE_RECURSE ${work})

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE errors)
  if(NOT status EQUAL 0)
    string(REPLACE ";" " " command "${ARGN}")
    message(FATAL_ERROR "${command}: ${status}\n${output}${errors}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

# Runs an example, of which the output stands beside it.
function(run_example name)
  run(${work}/build/${name} ${ARGN})
  file(READ ${project}/examples/embed/${name}.txt expected)
  if(NOT output STREQUAL expected)
    message(FATAL_ERROR "${name} printed:\n${output}and not what is in examples/embed/${name}.txt")
  endif()
endfunction()

run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${work}/prefix)
run(${CMAKE_COMMAND} -S ${project}/examples/embed -B ${work}/build -G Ninja -D CMAKE_PREFIX_PATH=${work}/prefix
    -D CMAKE_BUILD_TYPE=${CONFIG} -D CMAKE_CXX_FLAGS=${FLAGS}
    -D CMAKE_DISABLE_FIND_PACKAGE_pegtl=ON -D CMAKE_DISABLE_FIND_PACKAGE_CLI11=ON
    -D CMAKE_DISABLE_FIND_PACKAGE_nlohmann_json=ON)
run(${CMAKE_COMMAND} --build ${work}/build)
run_example(why ${work}/prefix/share/linchpin/kb/east-asia/main.kb)
run_example(ask)
run_example(bulk 20000 ${work}/flights.kb)

# The program and the knowledge base are installed as well, and the one works on the other.
run(${work}/prefix/bin/linchpin check ${work}/prefix/share/linchpin/kb/east-asia/main.kb)
