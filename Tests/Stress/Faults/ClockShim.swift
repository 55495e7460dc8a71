import Foundation
import EndToEndSupport
import TestSupport

/// A clock for one process that can be set: a small library, put before the system's, that adds an offset to the wall's clock. The
/// clock that only goes on is left alone, and so are other processes.
struct ClockShim {
    private let library: String
    private let offsetFile: String

    /// What the process must be started with.
    var environment: [String: String] { ["LD_PRELOAD": library, "PROOF_CLOCK": offsetFile] }

    /// Builds it in a folder; nil where there is no C compiler or no such way.
    init?(in folder: String) async throws {
        #if os(Linux)
            let source = "\(folder)/clock.c"
            library = "\(folder)/clock.so"
            offsetFile = "\(folder)/offset"
            try Self.source.write(toFile: source, atomically: true, encoding: .utf8)
            let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
            let compilers = folders.flatMap { ["\($0)/clang", "\($0)/cc", "\($0)/gcc"] }
            guard let compiler = compilers.first(where: FileManager.default.isExecutableFile(atPath:)) else { return nil }
            let child = try Child(
                compiler, ["-shared", "-fPIC", "-O1", "-o", library, source], environment: ProcessInfo.processInfo.environment,
                output: "\(folder)/clock")
            guard try await child.end() == 0 else { throw Waiting.NotSeen(description: "The clock cannot be compiled: \(child.err)") }
            try set(to: 0)
        #else
            return nil
        #endif
    }

    /// Sets the process's clock to so many seconds from the real one.
    func set(to seconds: Int64) throws {
        let bytes = withUnsafeBytes(of: seconds) { Data($0) }
        // Not replaced: the process has it in its memory.
        if !FileManager.default.fileExists(atPath: offsetFile) { return try bytes.write(to: URL(filePath: offsetFile)) }
        let handle = try FileHandle(forWritingTo: URL(filePath: offsetFile))
        try handle.write(contentsOf: bytes)
        try handle.close()
    }

    private static let source = #"""
        #define _GNU_SOURCE
        #include <fcntl.h>
        #include <stdint.h>
        #include <stdlib.h>
        #include <sys/mman.h>
        #include <sys/syscall.h>
        #include <sys/time.h>
        #include <sys/timerfd.h>
        #include <time.h>
        #include <unistd.h>

        static volatile int64_t *offset;
        static unsigned char ofWall[1024];

        __attribute__((constructor)) static void attach(void) {
            const char *file = getenv("PROOF_CLOCK");
            int descriptor = file ? open(file, O_RDONLY | O_CLOEXEC) : -1;
            if (descriptor < 0) abort();
            offset = mmap(0, sizeof *offset, PROT_READ, MAP_SHARED, descriptor, 0);
            close(descriptor);
            if (offset == MAP_FAILED) abort();
        }

        int clock_gettime(clockid_t id, struct timespec *time) {
            int result = (int)syscall(SYS_clock_gettime, id, time);
            if (result == 0 && offset && (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE)) time->tv_sec += *offset;
            return result;
        }

        int gettimeofday(struct timeval *time, void *zone) {
            struct timespec now;
            clock_gettime(CLOCK_REALTIME, &now);
            time->tv_sec = now.tv_sec;
            time->tv_usec = now.tv_nsec / 1000;
            return 0;
        }

        time_t time(time_t *result) {
            struct timespec now;
            clock_gettime(CLOCK_REALTIME, &now);
            if (result) *result = now.tv_sec;
            return now.tv_sec;
        }

        int timerfd_create(int id, int flags) {
            int descriptor = (int)syscall(SYS_timerfd_create, id, flags);
            if (descriptor >= 0 && descriptor < 1024) ofWall[descriptor] = id == CLOCK_REALTIME;
            return descriptor;
        }

        int timerfd_settime(int descriptor, int flags, const struct itimerspec *wanted, struct itimerspec *before) {
            struct itimerspec real = *wanted;
            int isSet = real.it_value.tv_sec || real.it_value.tv_nsec;
            if (descriptor >= 0 && descriptor < 1024 && ofWall[descriptor] && (flags & TFD_TIMER_ABSTIME) && isSet) {
                real.it_value.tv_sec -= *offset;
                if (real.it_value.tv_sec <= 0) real.it_value.tv_sec = 1;
            }
            return (int)syscall(SYS_timerfd_settime, descriptor, flags, &real, before);
        }
        """#
}
