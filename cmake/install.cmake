# Headers, library, program, CMake package and pkg-config file.
include(CMakePackageConfigHelpers)
install(TARGETS isnad EXPORT isnad-targets)
install(TARGETS isnad_program)
install(DIRECTORY include/isnad DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" PATTERN "serve.h" EXCLUDE)
install(EXPORT isnad-targets NAMESPACE isnad:: DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/isnad")
configure_package_config_file(cmake/isnad-config.cmake.in isnad-config.cmake INSTALL_DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/isnad")
write_basic_package_version_file(isnad-config-version.cmake COMPATIBILITY SameMinorVersion)
# Relative, so that `cmake --install --prefix` and moved trees work.
file(RELATIVE_PATH ISNAD_PREFIX_FROM_PC "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
configure_file(cmake/isnad.pc.in isnad.pc @ONLY)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/isnad-config.cmake" "${CMAKE_CURRENT_BINARY_DIR}/isnad-config-version.cmake"
        DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/isnad")
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/isnad.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
