package dev.streamapp.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** The volume of a stream. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value =
                "isQuantity(self.size) && quantity(self.size).compareTo(quantity('64Mi')) >= 0"
                        + " && quantity(self.size).compareTo(quantity('16Ti')) <= 0",
        message = "storage.size must be a quantity of bytes from 64Mi to 16Ti, such as 1Gi")
@ValidationRule(
        value =
                "!isQuantity(self.size) || !isQuantity(oldSelf.size)"
                        + " || quantity(self.size).compareTo(quantity(oldSelf.size)) >= 0",
        message =
                "storage.size can only grow; to shrink it, delete the stream and create it again"
                        + " with the smaller size")
@ValidationRule(
        value =
                "has(self.storageClassName) == has(oldSelf.storageClassName) &&"
                        + " (!has(self.storageClassName) ||"
                        + " self.storageClassName == oldSelf.storageClassName)",
        message =
                "storage.storageClassName cannot change; delete the stream and create it again with"
                        + " the other class")
@ValidationRule(
        value =
                "!has(self.storageClassName) || self.storageClassName.matches("
                        + Rules.OBJECT_NAME
                        + ")",
        message =
                "storage.storageClassName must be the name of a storage class: lower-case letters,"
                        + " digits, '-' and '.'")
public record Storage(
        @JsonPropertyDescription(
                        "Size of the volume as a quantity of bytes, 64Mi to 16Ti; it can grow but"
                                + " not shrink. Window times segment duration times bitrate is"
                                + " needed, and as much again for viewers who are behind: 10 MB at"
                                + " the defaults and 2.5 Mbit/s, 1.1 GB with a window of 900."
                                + " Where it grows and recording has no maxSize, the pod starts"
                                + " anew, for three quarters of it may be recorded. Default:"
                                + " 1Gi.")
                @Default(Storage.DEFAULT_SIZE)
                @Size(max = 20)
                String size,
        @JsonPropertyDescription(
                        "Storage class of the volume; cannot change. Default: the cluster's default"
                                + " class.")
                @Size(min = 1, max = 253)
                @Nullable String storageClassName,
        @JsonPropertyDescription(
                        "What becomes of the volume when the stream is deleted. Delete: it goes"
                                + " too. Retain: it stays, and a stream of the same name takes it"
                                + " up again. Default: Delete.")
                @Default("Delete")
                Reclaim reclaim) {

    static final String DEFAULT_SIZE = "1Gi";
    static final Storage DEFAULT = new Storage(DEFAULT_SIZE, null, Reclaim.Delete);

    /** Fate of the volume of a deleted stream. */
    public enum Reclaim {
        Delete,
        Retain
    }

    /** Puts the schema's defaults where a manifest says nothing. */
    public Storage {
        size = Defaults.or(size, DEFAULT_SIZE);
        reclaim = Defaults.or(reclaim, Reclaim.Delete);
    }
}
