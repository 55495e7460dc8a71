#include "CPostgres.h"

#include <stddef.h>

const char *cpg_state(const PGresult *result) { return PQresultErrorField(result, PG_DIAG_SQLSTATE); }

const char *cpg_sentence(const PGresult *result) { return PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY); }

static void drop(void *nothing, const char *message) {
    (void)nothing;
    (void)message;
}

void cpg_be_silent(PGconn *connection) { PQsetNoticeProcessor(connection, drop, NULL); }
