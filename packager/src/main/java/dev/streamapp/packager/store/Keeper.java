package dev.streamapp.packager.store;

import dev.streamapp.packager.hls.Names;

/** Needs files for longer than they are listed. */
public interface Keeper {
    boolean keeps(Names.OfSegment name);

    /** Whether a run's initialization section is needed. */
    boolean keepsRun(String run);

    /**
     * The volume is full: gives up what is oldest.
     *
     * @return false where nothing is left to give up but what is listed
     */
    boolean makeRoom(Library library);
}
