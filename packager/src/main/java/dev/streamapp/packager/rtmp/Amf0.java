package dev.streamapp.packager.rtmp;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Action Message Format 0: numbers, booleans, strings, null and objects of these. */
final class Amf0 {
    /** Stands for null and for every value that nobody here asks for. */
    static final Object NULL = new Object();

    private static final int NUMBER = 0;
    private static final int BOOLEAN = 1;
    private static final int STRING = 2;
    private static final int OBJECT = 3;
    private static final int NOTHING = 5;
    private static final int UNDEFINED = 6;
    private static final int ECMA_ARRAY = 8;
    private static final int OBJECT_END = 9;
    private static final int STRICT_ARRAY = 10;
    private static final int DATE = 11;
    private static final int LONG_STRING = 12;
    private static final int DEEPEST = 8;

    private Amf0() {}

    /**
     * Reads values to the end.
     *
     * @throws ProtocolError where they are cut off or of a kind that commands never are
     */
    static List<Object> decode(byte[] bytes, int from) throws ProtocolError {
        List<Object> values = new ArrayList<>();
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes, from, bytes.length - from);
            while (in.hasRemaining()) {
                values.add(value(in, 0));
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new ProtocolError("a command that is cut off");
        }
        return values;
    }

    private static Object value(ByteBuffer in, int depth) throws ProtocolError {
        int type = in.get();
        if (depth > DEEPEST) {
            throw new ProtocolError("a command nested too deep");
        }
        return switch (type) {
            case NUMBER -> in.getDouble();
            case BOOLEAN -> in.get() != 0;
            case STRING -> string(in, in.getShort() & 0xffff);
            case LONG_STRING -> string(in, in.getInt());
            case OBJECT -> object(in, depth);
            case ECMA_ARRAY -> {
                in.getInt();
                yield object(in, depth);
            }
            case STRICT_ARRAY -> array(in, depth);
            case DATE -> {
                in.getDouble();
                in.getShort();
                yield NULL;
            }
            case NOTHING, UNDEFINED -> NULL;
            default -> throw new ProtocolError("a value of AMF0 type " + type);
        };
    }

    private static String string(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Map<String, Object> object(ByteBuffer in, int depth) throws ProtocolError {
        Map<String, Object> members = new LinkedHashMap<>();
        while (true) {
            String name = string(in, in.getShort() & 0xffff);
            if (name.isEmpty() && in.get(in.position()) == OBJECT_END) {
                in.get();
                return members;
            }
            members.put(name, value(in, depth + 1));
        }
    }

    private static Object array(ByteBuffer in, int depth) throws ProtocolError {
        int count = in.getInt();
        for (int i = 0; i < count; i++) {
            value(in, depth + 1);
        }
        return NULL;
    }

    /** Writes numbers, strings, {@link #NULL} and maps of these. */
    static byte[] encode(Object... values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object value : values) {
            encode(out, value);
        }
        return out.toByteArray();
    }

    private static void encode(ByteArrayOutputStream out, Object value) {
        switch (value) {
            case Number number -> {
                out.write(NUMBER);
                out.writeBytes(ByteBuffer.allocate(8).putDouble(number.doubleValue()).array());
            }
            case String text -> {
                out.write(STRING);
                name(out, text);
            }
            case Map<?, ?> members -> {
                out.write(OBJECT);
                members.forEach((name, member) -> {
                    name(out, name.toString());
                    encode(out, member);
                });
                name(out, "");
                out.write(OBJECT_END);
            }
            default -> out.write(NOTHING);
        }
    }

    private static void name(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(ByteBuffer.allocate(2).putShort((short) bytes.length).array());
        out.writeBytes(bytes);
    }
}
