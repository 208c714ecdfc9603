#ifndef TESTS_SERVER_LOOPBACK_H
#define TESTS_SERVER_LOOPBACK_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>

#include <sys/prctl.h>
#include <sys/socket.h>

#include "common/file.h"
#include "common/rc.h"
#include "common/str.h"

/*
 * A listener on a port of 127.0.0.1 that the system chooses.  The port is
 * written to a file, which appears when connections are taken; the server ends
 * with its parent.
 */
static inline enum rc
loopback_listen(const char *port_file, int backlog, int *listener,
    struct err *err)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	socklen_t size = sizeof(at);
	struct file_out *out = NULL;
	char port[16];
	(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	*listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (*listener < 0 ||
	    bind(*listener, (const struct sockaddr *)&at, size) != 0 ||
	    listen(*listener, backlog) != 0 ||
	    getsockname(*listener, (struct sockaddr *)&at, &size) != 0)
		return err_errno(err, RC_FAIL, "127.0.0.1");
	(void)snprintf(port, sizeof(port), "%u\n", ntohs(at.sin_port));
	const enum rc rc = file_create(port_file, &out, err);
	if (rc != RC_OK)
		return rc;
	file_write(out, str_c(port));
	return file_commit(out, err);
}

#endif
