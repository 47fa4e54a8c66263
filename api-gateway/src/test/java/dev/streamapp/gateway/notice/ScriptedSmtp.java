package dev.streamapp.gateway.notice;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A mail server that answers as a test wants, or not at all. */
final class ScriptedSmtp implements AutoCloseable {

    /** Instead of an answer: the connection stays open and silent. */
    static final String SILENCE = "";

    private final ServerSocket entrance;
    private final BlockingQueue<String> mails = new LinkedBlockingQueue<>();
    private volatile String answerToRecipient = "250 ok";
    private volatile String answerToMail = "250 taken";

    ScriptedSmtp() {
        try {
            entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::serve);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** Mails as they came, whatever was answered. */
    BlockingQueue<String> mails() {
        return mails;
    }

    ScriptedSmtp toRecipient(String answer) {
        answerToRecipient = answer;
        return this;
    }

    ScriptedSmtp toMail(String answer) {
        answerToMail = answer;
        return this;
    }

    private void serve() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                Thread.startVirtualThread(() -> talk(client));
            } catch (IOException _) {
                // closed
            }
        }
    }

    private void talk(Socket client) {
        try (client;
                var in =
                        new BufferedReader(
                                new InputStreamReader(
                                        client.getInputStream(), StandardCharsets.UTF_8));
                var out = new PrintWriter(client.getOutputStream(), true, StandardCharsets.UTF_8)) {
            say(out, "220 test");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                switch (line.substring(0, Math.min(4, line.length())).toUpperCase()) {
                    case "RCPT" -> say(out, answerToRecipient);
                    case "DATA" -> {
                        say(out, "354 go on");
                        mails.add(mail(in));
                        say(out, answerToMail);
                    }
                    case "QUIT" -> {
                        say(out, "221 bye");
                        return;
                    }
                    default -> say(out, "250 ok");
                }
            }
        } catch (IOException _) {
            // the other side is gone
        }
    }

    private static void say(PrintWriter out, String answer) {
        if (!answer.equals(SILENCE)) {
            out.print(answer + "\r\n");
            out.flush();
        }
    }

    private static String mail(BufferedReader in) throws IOException {
        var text = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            text.append(line).append('\n');
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
    }
}
