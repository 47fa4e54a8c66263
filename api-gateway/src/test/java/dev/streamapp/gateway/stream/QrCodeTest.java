package dev.streamapp.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class QrCodeTest {

    private static final int QUIET = 4;
    private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z");

    /** What a scanner reads from the drawing. */
    static String read(QrCode code) throws Exception {
        int size = code.size() - 2 * QUIET;
        var modules = new BitMatrix(size);
        var run = RUN.matcher(code.path());
        while (run.find()) {
            assertThat(run.group(3)).isEqualTo(run.group(4));
            modules.setRegion(
                    Integer.parseInt(run.group(1)) - QUIET,
                    Integer.parseInt(run.group(2)) - QUIET,
                    Integer.parseInt(run.group(3)),
                    1);
        }
        return new Decoder().decode(modules).getText();
    }

    @Test
    @DisplayName("a scanner reads from the drawing what was written")
    void readable() throws Exception {
        String text = "larix://set/v1?conn[][name]=%D0%A1%D1%82%D0%BE%D0%BB&conn[][url]=srt";

        assertThat(read(QrCode.of(text))).isEqualTo(text);
    }
}
