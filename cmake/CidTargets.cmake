# One helper each for a library, a program and a test, so that every target is built with the same flags.
include_guard(GLOBAL)

add_library(cid_flags INTERFACE)
target_compile_features(cid_flags INTERFACE cxx_std_20)
target_include_directories(cid_flags INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_definitions(cid_flags INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_KEYWORDS QT_MESSAGELOGCONTEXT
    CID_VERSION="${PROJECT_VERSION}" _FILE_OFFSET_BITS=64)
target_compile_options(cid_flags INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow)
if(CID_WARNINGS_AS_ERRORS)
    target_compile_options(cid_flags INTERFACE -Werror)
endif()
if(CID_SANITIZE)
    target_compile_options(cid_flags INTERFACE -fsanitize=${CID_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(cid_flags INTERFACE -fsanitize=${CID_SANITIZE})
endif()

# cid_library(<name> SOURCES <file>... [LINK <target>...]): a static library of one room.
function(cid_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK")
    add_library(${name} STATIC ${arg_SOURCES})
    target_link_libraries(${name} PUBLIC cid_flags Qt6::Core ${arg_LINK})
endfunction()

# cid_program(<name> SOURCES <file>... [LINK <target>...]): a program that is installed into sbin.
function(cid_program name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK")
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE cid_flags Qt6::Core ${arg_LINK})
    install(TARGETS ${name} RUNTIME DESTINATION ${CMAKE_INSTALL_SBINDIR})
endfunction()

# cid_test(<name> SOURCES <file>... [LINK <target>...] [LABELS <label>...] [TIMEOUT <seconds>] [ENVIRONMENT <k=v>...])
function(cid_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "SOURCES;LINK;LABELS;ENVIRONMENT")
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 60)
    endif()
    if(NOT arg_LABELS)
        set(arg_LABELS unit)
    endif()
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE cid_flags Qt6::Core Qt6::Test ${arg_LINK})
    target_compile_definitions(${name} PRIVATE CID_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data"
        CID_SOURCE_DIR="${PROJECT_SOURCE_DIR}" CID_BINARY_DIR="${PROJECT_BINARY_DIR}")
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}"
        ENVIRONMENT "QT_NO_GLIB=1;${arg_ENVIRONMENT}")
endfunction()
