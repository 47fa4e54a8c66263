import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A candidate: libsrt called by Java, which hands what it receives to ffmpeg. Only what costs is
 * here: one caller, statistics once a second, no errors handled.
 *
 * <p>Arguments: library, port, passphrase, command of ffmpeg. Without any it waits, to show what
 * such a Java costs by itself.
 */
final class SrtInJava {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout POINTER = ValueLayout.ADDRESS;
    private static final int LATENCY = 23;
    private static final int PASSPHRASE = 26;
    private static final int KEY_LENGTH = 27;
    private static final int STATISTICS_BYTES = 1024;
    private static final int MESSAGE = 1500;

    private static SymbolLookup srt;

    public static void main(String[] arguments) throws Throwable {
        if (arguments.length == 0) {
            Thread.sleep(Long.MAX_VALUE);
        }
        srt = SymbolLookup.libraryLookup(arguments[0], Arena.global());
        int socket = accept(Integer.parseInt(arguments[1]), arguments[2]);
        Process ffmpeg =
                new ProcessBuilder(Arrays.copyOfRange(arguments, 3, arguments.length))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (OutputStream out = ffmpeg.getOutputStream()) {
            pass(socket, out);
        }
    }

    private static int accept(int port, String passphrase) throws Throwable {
        MethodHandle set = call("srt_setsockflag", INT, INT, INT, POINTER, INT);
        Arena arena = Arena.global();
        call("srt_startup", INT).invoke();
        int socket = (int) call("srt_create_socket", INT).invoke();
        set.invoke(socket, LATENCY, arena.allocateFrom(INT, 200), 4);
        MemorySegment secret = arena.allocateFrom(passphrase, StandardCharsets.UTF_8);
        set.invoke(socket, PASSPHRASE, secret, passphrase.length());
        set.invoke(socket, KEY_LENGTH, arena.allocateFrom(INT, 32), 4);
        // struct sockaddr_in of 127.0.0.1
        byte[] address = {2, 0, (byte) (port >> 8), (byte) port, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0};
        MemorySegment name = arena.allocateFrom(ValueLayout.JAVA_BYTE, address);
        call("srt_bind", INT, INT, POINTER, INT).invoke(socket, name, address.length);
        call("srt_listen", INT, INT, INT).invoke(socket, 1);
        MethodHandle accept = call("srt_accept", INT, INT, POINTER, POINTER);
        return (int) accept.invoke(socket, MemorySegment.NULL, MemorySegment.NULL);
    }

    private static void pass(int socket, OutputStream out) throws Throwable {
        MethodHandle receive = call("srt_recvmsg", INT, INT, POINTER, INT);
        MethodHandle statistics = call("srt_bistats", INT, INT, POINTER, INT, INT);
        MemorySegment message = Arena.global().allocate(MESSAGE);
        MemorySegment figures = Arena.global().allocate(STATISTICS_BYTES, 8);
        byte[] bytes = new byte[MESSAGE];
        long told = 0;
        while (true) {
            int length = (int) receive.invokeExact(socket, message, MESSAGE);
            if (length <= 0) {
                return;
            }
            MemorySegment.copy(message, ValueLayout.JAVA_BYTE, 0, bytes, 0, length);
            out.write(bytes, 0, length);
            out.flush();
            if (System.nanoTime() - told > 1_000_000_000L) {
                told = System.nanoTime();
                int unused = (int) statistics.invokeExact(socket, figures, 0, 1);
            }
        }
    }

    private static MethodHandle call(String name, ValueLayout result, ValueLayout... parameters) {
        return Linker.nativeLinker()
                .downcallHandle(
                        srt.find(name).orElseThrow(), FunctionDescriptor.of(result, parameters));
    }
}
