# shellcheck shell=bash
# A picture to send again and again. Source it; it defines functions only.

# make_recording FILE: the same picture a camera sends, encoded once, as an MPEG transport stream: ten encoders would measure themselves.
make_recording() {
  [[ -s $1 ]] && return
  echo "Recording 30 s to send over and over …"
  ffmpeg -hide_banner -loglevel warning -nostdin -y -f lavfi -i testsrc2=size=1280x720:rate=25 \
    -f lavfi -i sine=frequency=440:beep_factor=4:sample_rate=48000 -t 30 \
    -c:v libx264 -preset ultrafast -tune zerolatency -g 25 -sc_threshold 0 -pix_fmt yuv420p \
    -b:v 2500k -minrate 2500k -maxrate 2500k -bufsize 2500k -x264-params nal-hrd=cbr \
    -c:a aac -b:a 128k -ac 2 -f mpegts "$1.part"
  mv "$1.part" "$1"
}
