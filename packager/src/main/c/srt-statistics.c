/*
 * Linked into ffmpeg, or preloaded (LD_PRELOAD): has it tell once a second, while it receives over
 * SRT, what libsrt knows of the link. One line on standard error, counted since the connection
 * began, read by SrtStatistics.java:
 *
 *   srt-statistics rtt_us=… latency_ms=… buffer_ms=… bytes=… received=… lost=… retransmitted=… dropped=…
 *
 * ffmpeg itself has no option for it. Everything goes on as without this file: it passes each call
 * on to libsrt, and asks and writes nothing where libsrt does not answer.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <inttypes.h>
#include <srt/srt.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static int (*receive)(SRTSOCKET, char *, int);
static int (*statistics)(SRTSOCKET, SRT_TRACEBSTATS *, int, int);

/* Not linked with libsrt: which of its builds is used is ffmpeg's choice. */
__attribute__((constructor)) static void find(void) {
    *(void **)&receive = dlsym(RTLD_NEXT, "srt_recvmsg");
    *(void **)&statistics = dlsym(RTLD_NEXT, "srt_bistats");
}

static void tell(SRTSOCKET socket) {
    SRT_TRACEBSTATS now;
    char line[400];
    if (statistics == NULL || statistics(socket, &now, 0, 1) != 0) return;
    int length = snprintf(line, sizeof line,
        "srt-statistics rtt_us=%.0f latency_ms=%d buffer_ms=%d bytes=%" PRIu64 " received=%" PRId64
        " lost=%d retransmitted=%d dropped=%d\n",
        now.msRTT * 1000, now.msRcvTsbPdDelay, now.msRcvBuf, now.byteRecvTotal, now.pktRecvTotal,
        now.pktRcvLossTotal, now.pktRcvRetrans, now.pktRcvDropTotal);
    /* In one piece, or lines of libsrt's own threads come in between. */
    if (write(STDERR_FILENO, line, (size_t)length) < 0) return;
}

/* ffmpeg calls it for each packet. */
int srt_recvmsg(SRTSOCKET socket, char *buffer, int length) {
    static time_t told;
    struct timespec now;
    int received = receive(socket, buffer, length);
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    if (received > 0 && now.tv_sec != told) {
        told = now.tv_sec;
        tell(socket);
    }
    return received;
}
