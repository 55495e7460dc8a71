// Tells ThreadSanitizer about Swift's Mutex; loaded before the tests by `.ci/deep sanitizers`.
//
// On Linux a Mutex that is free is taken by an atomic exchange in our own code, which ThreadSanitizer sees. One that is held is waited
// for in libSwiftSynchronization, which is not instrumented: there the kernel hands it from one thread to the next, and what the two do
// under the lock looks like a race. These two stand before the library's own, call them, and say what happened.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

// Weak: programs that run along without the sanitizer do not have them.
__attribute__((weak)) void __tsan_acquire(void *);
__attribute__((weak)) void __tsan_release(void *);

// The names and the calling convention are Swift's: Synchronization._MutexHandle._lockSlow(UInt32) and _unlockSlow().
#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

SWIFT void lock_slowly(uint32_t thread, SELF void *mutex) __asm__(LOCK);
SWIFT void unlock_slowly(SELF void *mutex) __asm__(UNLOCK);

SWIFT void lock_slowly(uint32_t thread, SELF void *mutex) {
    ((SWIFT void (*)(uint32_t, SELF void *))dlsym(RTLD_NEXT, LOCK))(thread, mutex);
    if (__tsan_acquire) __tsan_acquire(mutex);
}

SWIFT void unlock_slowly(SELF void *mutex) {
    if (__tsan_release) __tsan_release(mutex);
    ((SWIFT void (*)(SELF void *))dlsym(RTLD_NEXT, UNLOCK))(mutex);
}
