package dev.streamapp.operator.children;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the ingest Services of type LoadBalancer say to the load balancer.
 *
 * @param annotations annotations of each of them
 * @param className load balancer class; null: the cluster's default
 * @param sharedAddress whether the annotations make all of them share one address, so that each
 *     port can be given away once
 */
public record LoadBalancing(
        Map<String, String> annotations, @Nullable String className, boolean sharedAddress) {}
