/// The only door to libpq, the client of PostgreSQL. Its own functions are seen through it; these add what Swift cannot see or must not
/// forget.
#ifndef CPOSTGRES_H
#define CPOSTGRES_H

// Debian and Ubuntu have the header in a folder, Fedora and Homebrew have not.
#if __has_include(<postgresql/libpq-fe.h>)
#include <postgresql/libpq-fe.h>
#else
#include <libpq-fe.h>
#endif

/// The five characters of a failed result that say what kind of error it is (SQLSTATE); NULL where the server said none, as when the
/// connection broke.
const char *cpg_state(const PGresult *result);

/// The server's first sentence about an error, without the details that may hold people's data; NULL where there is none.
const char *cpg_sentence(const PGresult *result);

/// Has notices of the server dropped: libpq would print them on standard error, over the screens.
void cpg_be_silent(PGconn *connection);

#endif
