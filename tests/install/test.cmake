# Installs the build BUILD under a prefix of its own, then builds a separate project against it, loads a file with it and
# asks a question. The consumer must need none of the libraries that only building Linchpin takes.
set(work ${BUILD}/install-test)
file(REMOVE_RECURSE ${work})

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    string(REPLACE ";" " " command "${ARGN}")
    message(FATAL_ERROR "${command}: ${status}\n${output}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${work}/prefix)
run(${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR} -B ${work}/build -G Ninja -D CMAKE_PREFIX_PATH=${work}/prefix
    -D CMAKE_BUILD_TYPE=${CONFIG} -D CMAKE_CXX_FLAGS=${FLAGS} -D CMAKE_DISABLE_FIND_PACKAGE_pegtl=ON
    -D CMAKE_DISABLE_FIND_PACKAGE_CLI11=ON -D CMAKE_DISABLE_FIND_PACKAGE_nlohmann_json=ON)
run(${CMAKE_COMMAND} --build ${work}/build)
run(${work}/build/consumer ${CMAKE_CURRENT_LIST_DIR}/family.kb "ancestor(ann, X)?")
if(NOT output STREQUAL "bob\ncid\ndora\n")
  message(FATAL_ERROR "The installed library answered:\n${output}")
endif()

# The program and the knowledge base are installed as well, and the one works on the other.
run(${work}/prefix/bin/linchpin check ${work}/prefix/share/linchpin/kb/east-asia/main.kb)
