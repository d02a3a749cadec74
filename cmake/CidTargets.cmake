# One helper each for a library, a program, a test, a fuzzer and a man page, so that all targets are built with the same flags.
include_guard(GLOBAL)

add_library(cid_flags INTERFACE)
target_compile_features(cid_flags INTERFACE cxx_std_20)
target_include_directories(cid_flags INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_definitions(cid_flags INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_KEYWORDS QT_MESSAGELOGCONTEXT
    CID_VERSION="${PROJECT_VERSION}" _FILE_OFFSET_BITS=64)
target_compile_options(cid_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow)
# Not for tests: the QTRY macros of Qt 6.8 convert durations to int where they are expanded.
set(CID_STRICT -Wconversion)
if(CID_WARNINGS_AS_ERRORS)
    target_compile_options(cid_flags INTERFACE -Werror)
endif()
if(CID_SANITIZE)
    target_compile_options(cid_flags INTERFACE -fsanitize=${CID_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(cid_flags INTERFACE -fsanitize=${CID_SANITIZE})
endif()
if(CID_FUZZ)
    if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
        message(FATAL_ERROR "CID_FUZZ needs clang++ (preset fuzz): libFuzzer is a part of it")
    endif()
    target_compile_options(cid_flags INTERFACE -fsanitize=fuzzer-no-link)
    add_custom_target(fuzzers)
endif()

# What nearly every source includes, parsed once: half of the time that compiling takes. The preset dev, with which
# tools/check looks at sources, goes without it. One header for all targets, so their flags must not differ in more than
# warnings.
if(CID_PCH)
    add_library(cid_pch OBJECT ${PROJECT_SOURCE_DIR}/cmake/pch.cpp)
    set_target_properties(cid_pch PROPERTIES AUTOMOC OFF)
    target_compile_options(cid_pch PRIVATE ${CID_STRICT})
    target_link_libraries(cid_pch PRIVATE cid_flags Qt6::Core tl::expected)
    target_precompile_headers(cid_pch PRIVATE
        <QByteArray> <QByteArrayList> <QCoreApplication> <QDateTime> <QDir> <QFile> <QFuture> <QHash> <QList> <QMap> <QObject>
        <QPointer> <QSet> <QString> <QStringList> <QTimer> <QVariant> <tl/expected.hpp>
        <algorithm> <array> <chrono> <functional> <map> <memory> <optional> <variant> <vector>)
endif()
function(cid_precompile name)
    if(CID_PCH)
        target_precompile_headers(${name} REUSE_FROM cid_pch)
    endif()
endfunction()

# The presets that tests and users build compile up to eight sources of a target at once (CMAKE_UNITY_BUILD): a third of
# the time. So what is in unnamed namespaces must be named differently within a target. The preset dev compiles each alone.

# cid_library(<name> SOURCES <file>... [LINK <target>...]): a static library of one room.
function(cid_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK")
    add_library(${name} STATIC ${arg_SOURCES})
    target_compile_options(${name} PRIVATE ${CID_STRICT})
    target_link_libraries(${name} PUBLIC cid_flags Qt6::Core ${arg_LINK})
    cid_precompile(${name})
endfunction()

# cid_program(<name> SOURCES <file>... [LINK <target>...]): a program that is installed into sbin.
function(cid_program name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK")
    add_executable(${name} ${arg_SOURCES})
    target_compile_options(${name} PRIVATE ${CID_STRICT})
    target_link_libraries(${name} PRIVATE cid_flags Qt6::Core ${arg_LINK})
    cid_precompile(${name})
    install(TARGETS ${name} RUNTIME DESTINATION ${CMAKE_INSTALL_SBINDIR})
endfunction()

# cid_test(<name> SOURCES <file>... [LINK <target>...] [LABELS <label>...] [TIMEOUT <seconds>] [ENVIRONMENT <k=v>...] [ROOT])
# Labels: unit (the default), integration, bench (built, run by hand), long (only with tools/test --long).
# ROOT adds the label root: the test needs to be root and tools/test says so where it is not.
function(cid_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "ROOT" "TIMEOUT" "SOURCES;LINK;LABELS;ENVIRONMENT")
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 60)
    endif()
    if(NOT arg_LABELS)
        set(arg_LABELS unit)
    endif()
    if(arg_ROOT)
        list(APPEND arg_LABELS root)
    endif()
    add_executable(${name} ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES UNITY_BUILD OFF) # A test is one source.
    target_link_libraries(${name} PRIVATE cid_flags Qt6::Core Qt6::Test ${arg_LINK})
    cid_precompile(${name})
    target_compile_definitions(${name} PRIVATE CID_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data"
        CID_SOURCE_DIR="${PROJECT_SOURCE_DIR}" CID_BINARY_DIR="${PROJECT_BINARY_DIR}")
    add_test(NAME ${name} COMMAND ${name})
    # QTest ends a function after five minutes where nobody says otherwise.
    set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}"
        ENVIRONMENT "QT_NO_GLIB=1;QTEST_FUNCTION_TIMEOUT=${arg_TIMEOUT}000;${arg_ENVIRONMENT}")
endfunction()

# cid_fuzzer(<name> SOURCES <file>... [LINK <target>...] CORPUS <folder>): a libFuzzer program (LLVMFuzzerTestOneInput).
# With CID_FUZZ it is built against libFuzzer, and its test fuzzes for CID_FUZZ_SECONDS (environment, 20 by default): new
# inputs go to <build>/fuzz/<name>/new, findings beside it. Without CID_FUZZ the same source replays its corpus as a
# unit test, so that every compiler and sanitizer sees the corpus and no fuzzer rots.
function(cid_fuzzer name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "CORPUS" "SOURCES;LINK")
    get_filename_component(corpus "${arg_CORPUS}" ABSOLUTE)
    if(NOT IS_DIRECTORY "${corpus}")
        message(FATAL_ERROR "cid_fuzzer(${name}): there is no corpus folder ${corpus}")
    endif()
    if(NOT CID_FUZZ)
        add_executable(${name} ${arg_SOURCES} ${PROJECT_SOURCE_DIR}/tests/fuzz/replay_main.cpp)
        add_test(NAME ${name} COMMAND ${name} ${corpus})
        set_tests_properties(${name} PROPERTIES TIMEOUT 120 LABELS unit)
    else()
        add_executable(${name} ${arg_SOURCES})
        target_link_options(${name} PRIVATE -fsanitize=fuzzer)
        add_dependencies(fuzzers ${name})
        add_test(NAME ${name} COMMAND ${PROJECT_SOURCE_DIR}/tests/fuzz/run_fuzzer $<TARGET_FILE:${name}>
            ${PROJECT_BINARY_DIR}/fuzz/${name} ${corpus})
        set_tests_properties(${name} PROPERTIES TIMEOUT 1200 LABELS fuzz)
    endif()
    target_link_libraries(${name} PRIVATE cid_flags Qt6::Core ${arg_LINK})
    cid_precompile(${name})
endfunction()

# cid_man_page(<file.N.scd>): builds the page with scdoc and installs it into section N.
function(cid_man_page source)
    find_program(SCDOC scdoc)
    if(NOT SCDOC)
        message(WARNING "scdoc is missing: the page ${source} is not built")
        return()
    endif()
    get_filename_component(input "${source}" ABSOLUTE)
    get_filename_component(page "${source}" NAME)
    string(REGEX REPLACE "\\.scd$" "" page "${page}")
    if(NOT page MATCHES "\\.([1-8])$")
        message(FATAL_ERROR "cid_man_page(${source}): the name must end in .<section>.scd")
    endif()
    set(section ${CMAKE_MATCH_1})
    add_custom_command(OUTPUT ${page} DEPENDS ${input} VERBATIM
        COMMAND sh -c "\"$1\" < \"$2\" > \"$3\"" sh ${SCDOC} ${input} ${CMAKE_CURRENT_BINARY_DIR}/${page})
    add_custom_target(man_${page} ALL DEPENDS ${page})
    install(FILES ${CMAKE_CURRENT_BINARY_DIR}/${page} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section})
endfunction()
