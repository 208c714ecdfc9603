#include "common/narrow.h"

#include <errno.h>
#include <stdbool.h>
#include <sys/resource.h>
#include <unistd.h>

#include <seccomp.h>

#include "common/log.h"

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED
#endif
#endif

/* What the way out to others needs. */
static const int outward[] = {
	SCMP_SYS(accept),
	SCMP_SYS(accept4),
	SCMP_SYS(bind),
	SCMP_SYS(connect),
	SCMP_SYS(execve),
	SCMP_SYS(execveat),
	SCMP_SYS(listen),
	SCMP_SYS(mount),
	SCMP_SYS(pidfd_getfd),
	SCMP_SYS(process_vm_readv),
	SCMP_SYS(process_vm_writev),
#if !defined(SANITIZED) /* looks for leaks by it, at the end */
	SCMP_SYS(ptrace),
#endif
	SCMP_SYS(sendmmsg),
	SCMP_SYS(sendmsg),
	SCMP_SYS(sendto),
	SCMP_SYS(setns),
	SCMP_SYS(socket),
	SCMP_SYS(socketpair),
	SCMP_SYS(unshare),
};

/* What work needs: the pipes, memory, the budget's timer, a way to end. */
static const int inward[] = {
	SCMP_SYS(brk),
	SCMP_SYS(clock_gettime),
	SCMP_SYS(close),
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
	SCMP_SYS(futex),
	SCMP_SYS(getpid),
	SCMP_SYS(getrandom),
	SCMP_SYS(gettid),
	SCMP_SYS(gettimeofday),
	SCMP_SYS(madvise),
	SCMP_SYS(mmap),
	SCMP_SYS(mprotect),
	SCMP_SYS(mremap),
	SCMP_SYS(munmap),
	SCMP_SYS(read),
	SCMP_SYS(restart_syscall),
	SCMP_SYS(rt_sigaction),
	SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigreturn),
	SCMP_SYS(rt_sigtimedwait), /* valgrind's */
	SCMP_SYS(sched_yield),
	SCMP_SYS(setitimer),
	SCMP_SYS(sigaltstack),
	SCMP_SYS(write),
	SCMP_SYS(writev),
};

/* A process may end itself (abort() does), and nobody else. */
static bool
may_end_itself(scmp_filter_ctx f)
{
	static const int calls[] = { SCMP_SYS(kill), SCMP_SYS(tgkill) };
	const struct scmp_arg_cmp own = { .arg = 0,
		.op = SCMP_CMP_EQ,
		.datum_a = (scmp_datum_t)getpid() };
	bool ok = true;
	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]) && ok; i++)
		ok = seccomp_rule_add_array(f, SCMP_ACT_ALLOW, calls[i], 1,
			 &own) == 0;
	return ok;
}

/* Those `calls` get `given`, all others `otherwise`. */
static bool
filter(const int *calls, size_t n, uint32_t given, uint32_t otherwise)
{
	scmp_filter_ctx f = seccomp_init(otherwise);
	bool ok = f != NULL;
	for (size_t i = 0; i < n && ok; i++)
		ok = seccomp_rule_add(f, given, calls[i], 0) == 0;
	if (otherwise != SCMP_ACT_ALLOW)
		ok = ok && may_end_itself(f);
	ok = ok && seccomp_load(f) == 0;
	if (f != NULL)
		seccomp_release(f);
	if (!ok)
		log_event(LOG_DEBUG, "not_narrowed", "reason",
		    "the kernel takes no filter", NULL);
	return ok;
}

/* Root may raise limits, so what holds already is asked. */
static void
limit(__rlimit_resource_t what, rlim_t most)
{
	struct rlimit r;
	if (getrlimit(what, &r) != 0)
		return;
	r.rlim_cur = r.rlim_cur < most ? r.rlim_cur : most;
	r.rlim_max = r.rlim_max < most ? r.rlim_max : most;
	(void)setrlimit(what, &r);
}

/* The sanitizers map terabytes that they never touch. */
static rlim_t
bound(size_t memory)
{
#if defined(SANITIZED)
	(void)memory;
	return RLIM_INFINITY;
#else
	return memory > 0 ? memory : RLIM_INFINITY;
#endif
}

void
narrow_offline(void)
{
	limit(RLIMIT_CORE, 0); /* pages are no business of crash reports */
	(void)filter(outward, sizeof(outward) / sizeof(outward[0]),
	    SCMP_ACT_ERRNO(EPERM), SCMP_ACT_ALLOW);
}

void
narrow_to_work(size_t memory)
{
	/* RLIMIT_FSIZE would end a worker that logs to a file. */
	limit(RLIMIT_NPROC, 0);
	limit(RLIMIT_NOFILE, 0); /* what is open stays open */
	limit(RLIMIT_DATA, bound(memory));
	(void)filter(inward, sizeof(inward) / sizeof(inward[0]), SCMP_ACT_ALLOW,
	    SCMP_ACT_ERRNO(EPERM));
}
