/* Linked into the tool that is compiled ahead of time. Runs before the runtime, whose answer to a processor that lacks
   what the code was compiled for is to abort; compiled itself for any processor, as it has to run on those. */
#include <string.h>
#include <unistd.h>

#ifdef NEEDS_AVX512
#define NEEDED "AVX-512 (x86-64-v4)"
#else
#define NEEDED "AVX2 and FMA (x86-64-v3)"
#endif

static const char message[] = "dbgsom: this binary needs a processor with " NEEDED
                              "; the tool that runs on .NET (dotnet publish src/Dbgsom.Cli -c Release) runs on any\n";

__attribute__((constructor)) static void check_processor(void)
{
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi")
        && __builtin_cpu_supports("bmi2")
#ifdef NEEDS_AVX512
        && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512cd")
        && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")
#endif
    )
        return;
    ssize_t written = write(STDERR_FILENO, message, strlen(message));
    (void)written;
    _exit(1);
}
