import crypto from 'crypto';

// What nginx's own language cannot say about stream tokens: KEY.EXPIRY.SUBJECT.SIGNATURE.
const TOKEN = /^[0-9a-f]{8}\.([1-9][0-9]{0,10})\.[\w-]{1,560}\.[\w-]{43}$/;

// Stands for a viewer where the token itself must not be written; empty for what is no token, or one that has expired. Whether
// it is forged is for the gateway to say; that nobody outlives the own token is seen here, so that it holds also while the
// gateway is away.
function viewer(r) {
    const token = r.variables.token;
    const words = TOKEN.exec(token);
    if (!words || Number(words[1]) * 1000 <= Date.now()) {
        return '';
    }
    return crypto.createHash('sha256').update(token).digest('base64url');
}

// The address with the token in its path, so that every relative address in a playlist carries it too; arguments are kept.
function location(r) {
    const token = r.args.token;
    if (typeof token !== 'string' || !TOKEN.test(token)) {
        return '';
    }
    const kept = (r.variables.args || '').split('&').filter(argument => !/^(token(=|$)|$)/.test(argument));
    return `/hls/_/${token}/${r.variables.stream}/playlist.m3u8${kept.length ? '?' + kept.join('&') : ''}`;
}

// The half of an IPv6 address that a household has to itself; for limits.
function network(r) {
    const halves = r.remoteAddress.split('::').map(half => half ? half.split(':') : []);
    const words = halves.length < 2 ? halves[0]
        : halves[0].concat(Array(8 - halves[0].length - halves[1].length).fill('0'), halves[1]);
    return words.slice(0, 4).join(':');
}

export default {viewer, location, network};
