package dev.streamapp.gateway.order;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What an admin writes about an order; what is left out is empty, Russian, and not watched. */
record OrderRequest(
        @NotEmpty(message = "is needed: the shop's own number of the order")
                @Size(max = 50, message = TOO_LONG)
                @Pattern(regexp = PRINTABLE, message = NOT_PRINTABLE)
                @Nullable String number,
        @Size(max = 200, message = TOO_LONG) @Pattern(regexp = PRINTABLE, message = NOT_PRINTABLE)
                @Nullable String customerName,
        @Email(message = "must be an address such as anna@example.com")
                @Size(max = 254, message = TOO_LONG)
                @Pattern(regexp = PRINTABLE, message = NOT_PRINTABLE)
                @Nullable String email,
        @Pattern(
                        regexp = "\\+?[0-9]{5,20}",
                        message = "must be 5 to 20 digits, best with the country: +420777123456")
                @Nullable String phone,
        @Pattern(regexp = "ru|en|cs", message = "must be ru, en or cs") @Nullable String language,
        @Size(max = 200, message = TOO_LONG) @Pattern(regexp = PRINTABLE, message = NOT_PRINTABLE)
                @Nullable String device,
        @Nullable Boolean liveStreamEnabled) {

    /** Without control characters and halves of characters, which PostgreSQL does not keep. */
    static final String PRINTABLE = "[^\\p{Cc}\\p{Cs}]*";

    static final String NOT_PRINTABLE = "must be one line of text";
    static final String TOO_LONG = "must be at most {max} characters long";

    OrderRequest {
        number = text(number);
        customerName = text(customerName);
        email = text(email);
        phone = phone == null ? null : text(phone.replaceAll("[ ()./-]", ""));
        language = text(language);
        device = text(device);
    }

    /** As it is kept. */
    OrderFields fields() {
        return new OrderFields(
                number == null ? "" : number,
                customerName == null ? "" : customerName,
                email,
                phone,
                language == null ? "ru" : language,
                device == null ? "" : device,
                Boolean.TRUE.equals(liveStreamEnabled));
    }

    /** A form sends an empty text for a field left empty. */
    private static @Nullable String text(@Nullable String written) {
        return written == null || written.isBlank() ? null : written.strip();
    }
}
