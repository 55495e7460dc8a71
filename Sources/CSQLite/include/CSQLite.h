/// Settings of SQLite's that Swift cannot reach, because the function takes a varying number of arguments.
#ifndef CSQLITE_H
#define CSQLITE_H

/// Has SQLite keep no account of the memory that it uses: for each piece of memory it would take a lock that all connections share, and
/// nobody asks for the account. To be called before anything else of SQLite's; later it changes nothing.
void csqlite_keep_no_memory_account(void);

#endif
