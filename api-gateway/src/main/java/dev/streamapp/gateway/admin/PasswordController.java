package dev.streamapp.gateway.admin;

import dev.streamapp.gateway.platform.Audit;
import dev.streamapp.gateway.platform.Passwords;
import dev.streamapp.gateway.platform.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** An admin's own password. */
@RestController
class PasswordController {

    private final Admins admins;
    private final Passwords passwords;
    private final Audit audit;

    PasswordController(Admins admins, Passwords passwords, Audit audit) {
        this.admins = admins;
        this.passwords = passwords;
        this.audit = audit;
    }

    /** The former password and the new one. */
    record Change(
            @NotBlank @Size(max = 200) String former,
            @NotBlank @Size(min = 12, max = 72) String password) {

        @Override
        public String toString() {
            return "…";
        }
    }

    /** Changes it and ends all sessions of this admin, the present one too. */
    @PutMapping("/api/admin/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void change(@Valid @RequestBody Change change, Principal admin) {
        if (!admin.getName().startsWith(Admins.PREFIX)) {
            throw ProblemException.of(
                    HttpStatus.CONFLICT, "Only an admin who logged in with a password has one.");
        }
        if (!Passwords.fits(change.password())) {
            throw ProblemException.of(
                            HttpStatus.BAD_REQUEST,
                            "The new password is longer than 72 bytes, which letters of most languages but English fill two at a time.")
                    .with("password", "is longer than 72 bytes");
        }
        String login = admin.getName().substring(Admins.PREFIX.length());
        if (!passwords.matches(admins.passwordHash(login).orElse(null), change.former())) {
            throw ProblemException.of(HttpStatus.FORBIDDEN, "The former password is not right.")
                    .with("former", "is not right");
        }
        admins.changePassword(login, passwords.hash(change.password()));
        admins.endSessions(admin.getName());
        audit.record("password.change", login);
    }
}
