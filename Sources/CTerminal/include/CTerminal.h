int terminal_stub(void);
