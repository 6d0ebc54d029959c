//! The flags of what a script starts. Scripts are full of tools whose flags configure nothing: these are left out.

use crate::facts::{ConfigFormat, ConfigKey};
use crate::parse::script;
use crate::parse::text::Text;

use super::command::{self, Word};
use super::keys::Keys;

/// Collects the flags of one script's commands.
pub(crate) struct Flags<'t> {
    keys: Keys<'t>,
}

impl<'t> Flags<'t> {
    /// Takes no more than `most` flags.
    pub(crate) fn new(text: &'t Text<'t>, most: usize) -> Self {
        Self { keys: Keys::new(text, ConfigFormat::Script, most) }
    }

    /// Takes the words of a command that stands at a byte offset.
    pub(crate) fn take(&mut self, words: &[String], at: usize) {
        take(words, at, &mut self.keys);
    }

    /// The flags in the order of the text.
    pub(crate) fn finish(self) -> Vec<ConfigKey> {
        self.keys.finish().0
    }
}

/// Adds the flags of a shell's text.
pub(super) fn read(keys: &mut Keys<'_>) {
    script::shell_commands(keys.text().content(), |words, at| take(words, at, keys));
}

fn take(words: &[String], at: usize, keys: &mut Keys<'_>) {
    if !words.iter().any(|word| word.starts_with('-') && word.len() > 2) {
        return;
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let command = script::innermost(&words);
    if command.first().is_some_and(|first| is_configured(command::program_name(first))) {
        let words: Vec<Word<'_>> = command.iter().map(|text| Word { text, at }).collect();
        command::read(&words, keys);
    }
}

/// Whether a program may be one that is installed, rather than a tool that the script works with.
fn is_configured(program: &str) -> bool {
    let is_name = program.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    is_name && !TOOLS.split(' ').any(|tool| tool == program)
}

/// Tools of scripts: their flags say how the script works.
const TOOLS: &str = "\
    adduser alternatives ansible ansible-playbook apk apt apt-get apt-key awk aws az base64 basename brew bundle \
    cargo case cat certutil chage chattr chcon chgrp chmod choco chown clang cmake cmp column comm composer cp \
    cpio createdb createuser cryptsetup curl cut date dd debconf-set-selections declare depmod df diff dig dirname \
    dmesg dnf docker docker-compose dotnet dpkg dpkg-query dpkg-reconfigure dracut du echo egrep export false \
    fdisk fgrep file find firewall-cmd flock for free gawk gcc gcloud gem getent getopt git go gpg gpg2 gradle \
    grep groupadd groupdel groupmod gunzip gzip head helm hostname hostnamectl id install ip ip6tables iptables \
    jar jarsigner join journalctl jq keytool kill killall kubectl kustomize ldconfig less ln local locale-gen \
    logger loginctl logrotate ls lsblk lsof make mariadb md5sum mkdir mkfs mkinitrd mktemp modinfo modprobe mongo \
    mongodump mongorestore mount mountpoint msiexec mv mvn mysql mysqladmin mysqldump nc netstat node npm nslookup \
    numfmt oc od openssl passwd paste patch pg_dump pg_restore pgrep php ping pip pip3 pkill pnpm podman \
    powershell printf ps psql pwsh python python3 read readlink realpath redis-cli rename resize2fs restorecon \
    return rm rmdir rpm rpmbuild rsync ruby run-parts runuser scp sed semanage semodule seq set setcap setfacl \
    setsebool sfdisk sftp sha1sum sha256sum sha512sum shift skopeo sleep snap sort split sqlcmd sqlplus ss ssh \
    ssh-keygen stat strings su sync sysctl systemctl systemd-run systemd-sysusers systemd-tmpfiles tail tar tee \
    terraform test timedatectl touch tput tr trap true truncate tune2fs udevadm ufw ulimit umask umount uname uniq \
    unset unxz unzip update-alternatives update-ca-certificates update-ca-trust update-initramfs update-rc.d \
    useradd userdel usermod vgcreate wait wc wget which while xargs xmllint xz yarn yq yum zcat zip zypper";
