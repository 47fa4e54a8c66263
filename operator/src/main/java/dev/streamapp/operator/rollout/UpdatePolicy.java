package dev.streamapp.operator.rollout;

/** When pods take up new images and defaults of the installation. */
public enum UpdatePolicy {
    /** Once nobody has published for a while. */
    WhenIdle,
    /** At once, whoever is on air. */
    Immediate,
    /** When somebody asks for it, or the pod is started anew for another reason. */
    Manual
}
