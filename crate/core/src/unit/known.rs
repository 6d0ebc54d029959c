//! Units that nearly every machine has, or that come with well-known software that a package rightly expects.

/// Names without `.service`, one behind the other.
const KNOWN: &str = "acpid apache2 apparmor apport atd auditd autofs avahi-daemon bind9 bluetooth chrony chronyd cloud-init \
    cloud-config cloud-final cron crond cups cups-browsed containerd console-setup crio dbus dbus-broker display-manager dnsmasq docker dovecot \
    elasticsearch exim4 fail2ban firewalld gdm gdm3 getty grafana-server haproxy httpd inetd ip6tables iptables irqbalance iscsid \
    journald k3s keepalived kubelet lightdm logrotate lvm2-monitor mariadb memcached mongod multipathd munin-node mysql mysqld \
    named networkd networking NetworkManager network nfs-server nfs-kernel-server nftables nginx nscd ntp ntpd ntpsec nslcd \
    opensmtpd openvpn packagekit php-fpm plymouth polkit postfix postgresql proftpd rabbitmq-server rc-local redis redis-server \
    resolvconf rpcbind rsync rsyncd rsyslog samba saslauthd sendmail slapd smartd smbd snapd snmpd squid ssh sshd sssd supervisor supervisord \
    sysstat syslog syslog-ng sysctl systemd-binfmt systemd-hwdb systemd-journald systemd-logind systemd-modules-load \
    systemd-networkd systemd-resolved systemd-sysctl systemd-sysusers systemd-timesyncd systemd-tmpfiles-setup \
    systemd-udevd telegraf tomcat tomcat9 tomcat10 tuned udev udisks2 ufw unattended-upgrades varnish vsftpd winbind wpa_supplicant xinetd \
    zabbix-agent LanmanServer LanmanWorkstation Spooler Schedule W32Time WinRM wuauserv BITS EventLog MSSQLSERVER W3SVC \
    WAS Winmgmt sppsvc TrustedInstaller msiserver bits Dnscache Netlogon TermService sshd";

/// Whether a package may expect the unit on a machine without bringing it.
pub(crate) fn is_well_known(name: &str) -> bool {
    let stem = name.strip_suffix(".service").or_else(|| name.strip_suffix(".socket")).unwrap_or(name);
    let stem = stem.split('@').next().unwrap_or(stem);
    // Targets and slices are systemd's own, and so is what begins with its name.
    let is_other_kind = name.rsplit_once('.').is_some_and(|(_, kind)| {
        matches!(kind, "target" | "slice" | "mount" | "automount" | "swap" | "device" | "scope")
    });
    is_other_kind
        || stem.starts_with("systemd-")
        || KNOWN.split_whitespace().any(|known| known.eq_ignore_ascii_case(stem))
}
