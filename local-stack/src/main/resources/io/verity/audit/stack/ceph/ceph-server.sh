# Runs the Ceph cluster of the folder $1 until its standard input ends: the parent holds the other
# end, so the servers end however it dies. Should this shell die, the kernel kills them.
set -eu
folder=$1
osd=$2
fsid=$(sed -n 's/^fsid = //p' "$folder/ceph.conf")
mon=$(sed -n 's/^mon host = .*:\([0-9]*\)]$/\1/p' "$folder/ceph.conf")
conf=$folder/ceph.conf
keyring=$folder/keyring

new_keys() {
  ceph-authtool --create-keyring "$keyring" --gen-key -n mon. --cap mon 'allow *'
  ceph-authtool "$keyring" --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *'
  ceph-authtool "$keyring" --gen-key -n client.rgw --cap mon 'allow rwx' --cap osd 'allow rwx'
  ceph-authtool "$keyring" --gen-key -n osd.0 --cap mon 'allow profile osd' --cap osd 'allow *'
}

daemon() {
  name=$1
  shift
  setpriv --pdeathsig KILL "$@" -c "$conf" -f >"$folder/$name.out" 2>&1 </dev/null &
  pids="$pids $!"
}

pids=
trap 'kill -KILL $pids 2>/dev/null || true' EXIT
trap 'exit 0' TERM INT
if [ ! -f "$folder/made" ]; then
  mkdir -p "$folder/mon" "$folder/osd" "$folder/run"
  new_keys
  monmaptool --create --fsid "$fsid" --addv a "[v2:127.0.0.1:$mon]" "$folder/monmap"
  ceph-mon -c "$conf" --mkfs -i a --monmap "$folder/monmap" --keyring "$keyring"
  daemon mon ceph-mon -i a
  timeout 60 ceph -c "$conf" osd new "$osd" 0
  ceph-osd -c "$conf" -i 0 --mkfs --osd-uuid "$osd" --keyring "$keyring"
  touch "$folder/made"
else
  daemon mon ceph-mon -i a
fi
daemon osd ceph-osd -i 0
daemon rgw radosgw -n client.rgw
# without the detour a background process would read /dev/null
exec 3<&0
cat <&3 >/dev/null &
wait -n
