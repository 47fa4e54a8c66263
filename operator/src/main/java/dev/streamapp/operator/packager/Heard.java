package dev.streamapp.operator.packager;

/** What was last heard from the packager of a stream. */
public sealed interface Heard {

    /** Nothing yet; it was only just asked, or there is no pod. */
    record NotYet() implements Heard {}

    /** This. */
    record Said(PackagerReport report) implements Heard {}

    /** It has not answered for a while. */
    record Silent() implements Heard {}
}
