package dev.streamapp.gateway.admin;

import dev.streamapp.gateway.admin.ApiTokens.ApiToken;
import dev.streamapp.gateway.platform.Audit;
import dev.streamapp.gateway.platform.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** API tokens: made, listed and revoked. */
@RestController
@RequestMapping("/api/admin/tokens")
class ApiTokenController {

    private final ApiTokens tokens;
    private final Audit audit;

    ApiTokenController(ApiTokens tokens, Audit audit) {
        this.tokens = tokens;
        this.audit = audit;
    }

    /** A wish for a token; without an expiry it is valid until revoked. */
    record Wish(@NotBlank @Size(max = 100) String name, @Nullable @Future Instant expiresAt) {}

    /** The token, shown this once. */
    record Made(UUID id, String name, String token, @Nullable Instant expiresAt) {

        @Override
        public String toString() {
            return name;
        }
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Made create(@Valid @RequestBody Wish wish, Principal admin) {
        var made = tokens.create(wish.name(), admin.getName(), wish.expiresAt());
        audit.record("token.create", made.about().id().toString(), wish.name());
        return new Made(made.about().id(), wish.name(), made.token(), made.about().expiresAt());
    }

    @GetMapping
    List<ApiToken> list() {
        return tokens.all();
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable UUID id) {
        if (!tokens.revoke(id)) {
            throw ProblemException.notFound("There is no valid API token of this id.");
        }
        audit.record("token.revoke", id.toString());
    }
}
