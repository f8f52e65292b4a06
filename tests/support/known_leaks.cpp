// Fontconfig keeps 288 bytes of its own configuration for the life of the process, allocated once
// while it reads its files; the leak sanitizer asks here what it may pass over.
#ifdef __SANITIZE_ADDRESS__
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
    return "leak:libfontconfig\n";
}
#endif
