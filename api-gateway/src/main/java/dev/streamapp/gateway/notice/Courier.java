package dev.streamapp.gateway.notice;

import dev.streamapp.gateway.notice.NoticeStatus.Channel;

/** Takes letters away by one channel. */
interface Courier {

    /** What it delivers by. */
    Channel channel();

    /**
     * Hands the letter over; returns when the other side has taken it.
     *
     * @throws DeliveryFailure when it has not, or when nobody knows
     */
    void deliver(Letter letter) throws DeliveryFailure;
}
